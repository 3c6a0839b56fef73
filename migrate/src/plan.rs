//! Graph, applied set and target to steps. Pure.
