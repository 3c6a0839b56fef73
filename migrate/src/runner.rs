//! Lock, transaction, execute, record: the only writer.
