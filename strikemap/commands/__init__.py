"""One module per command, ``NAME_command.py``; each has its click command as ``command``."""
