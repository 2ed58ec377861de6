"""The command line over the admin API: Python's standard library, and nothing else."""
