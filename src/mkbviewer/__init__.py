"""Explorer for the state of Dutch small and medium-sized businesses."""

__version__ = "0.1.0"
