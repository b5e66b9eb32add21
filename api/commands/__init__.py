"""The subcommands of ``entente``, one module for each thing a user wants to do."""
