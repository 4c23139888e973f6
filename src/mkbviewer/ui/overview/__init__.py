"""The overview: the state of the mkb at a glance."""
