"""Explorer for the state of Dutch small and medium-sized businesses."""

import os

# numpy's linear algebra is used for nothing large, and its threads keep a processor busy with
# waiting when numpy is loaded: 75 ms of the start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
