# Everything is installed by version and hash, and runs without root.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/entente && /opt/entente/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/entente/bin/pip install --no-cache-dir --no-deps .

# A stand-alone Oxigraph for several services to share. The folder belongs to its user, and so will the volume.
FROM python:3.11-slim AS store
COPY requirements-store.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-store.lock && mkdir /data && chown 10001:10001 /data
USER 10001
EXPOSE 7878
ENTRYPOINT ["oxigraph"]
CMD ["serve", "--location", "/data", "--bind", "0.0.0.0:7878"]

FROM python:3.11-slim AS service
RUN mkdir /var/lib/entente && chown 10001:10001 /var/lib/entente
COPY --from=build /opt/entente /opt/entente
USER 10001
WORKDIR /var/lib/entente
ENV PATH=/opt/entente/bin:$PATH PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
ENTRYPOINT ["entente"]
CMD ["serve", "--host", "0.0.0.0"]
