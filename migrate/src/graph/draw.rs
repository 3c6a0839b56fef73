//! A graph as a drawing: one line a revision, and lines of connectors between them. Knows nothing of terminals.
