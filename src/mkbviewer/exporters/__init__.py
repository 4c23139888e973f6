"""Write what is shown to a file. A new format is one file and its line in `EXPORTERS`."""
