"""One file per CSV layout: recognise it, describe it."""
