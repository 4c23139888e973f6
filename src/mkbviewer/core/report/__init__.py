"""What the Jaarbericht says: its catalogue, facts and editions, and where they belong."""
