//! The rules of PostgreSQL: what each is about, why, and what to do instead. How each is found is told by its neighbours.
//!
//! What is said of locks was measured on PostgreSQL 15 and 18.

mod advice;

use crate::lint::{About, Rule, Severity};

pub(super) use advice::{
    CHANGES_PERMISSIONS, CHAR_COLUMN, ENUM_VALUE_UNPLACED, ENUM_VALUE_USED_AT_ONCE, JSON_COLUMN,
    NAME_TOO_LONG, SERIAL_COLUMN, SMALL_KEY, TIMESTAMP_WITHOUT_ZONE, UPDATES_EXTENSION,
    VARCHAR_LIMIT,
};

/// Every rule of this dialect.
pub(super) static ALL: [&Rule; 44] = [
    &NEEDS_NEWER_POSTGRES,
    &INDEX_NOT_CONCURRENT,
    &DROP_INDEX_NOT_CONCURRENT,
    &CONCURRENTLY_IN_TRANSACTION,
    &CONCURRENT_INDEX_IF_NOT_EXISTS,
    &CONCURRENT_INDEX_UNDER_LOCK_TIMEOUT,
    &CONCURRENT_INDEX_ON_PARTITIONED,
    &REINDEX_NOT_CONCURRENT,
    &UNIQUE_BUILDS_INDEX,
    &PRIMARY_KEY_BUILDS_INDEX,
    &EXCLUSION_BUILDS_INDEX,
    &CHECK_SCANS,
    &FOREIGN_KEY_SCANS,
    &NOT_NULL_SCANS,
    &VALIDATE_IN_SAME_TRANSACTION,
    &VOLATILE_DEFAULT_REWRITES,
    &NUMBERING_REWRITES,
    &GENERATED_COLUMN_REWRITES,
    &TYPE_CHANGE_REWRITES,
    &TYPE_CHANGE_RECHECKS,
    &COLLATION_REBUILDS_INDEX,
    &DROP_LOCKS_REFERENCED,
    &FOREIGN_KEY_LOCKS_REFERENCED,
    &ATTACH_PARTITION_SCANS,
    &PARTITION_LOCKS_PARENT,
    &DETACH_NOT_CONCURRENT,
    &REFRESH_NOT_CONCURRENT,
    &REWRITES_TABLE,
    &DOMAIN_SCANS,
    &NO_LOCK_TIMEOUT,
    &EXCLUSIVE_LOCK_HELD,
    &SEVERAL_ALTERS,
    &BACKFILL_IN_ONE_TRANSACTION,
    &JSON_COLUMN,
    &CHAR_COLUMN,
    &VARCHAR_LIMIT,
    &TIMESTAMP_WITHOUT_ZONE,
    &SERIAL_COLUMN,
    &SMALL_KEY,
    &ENUM_VALUE_UNPLACED,
    &ENUM_VALUE_USED_AT_ONCE,
    &NAME_TOO_LONG,
    &CHANGES_PERMISSIONS,
    &UPDATES_EXTENSION,
];

pub(super) static INDEX_NOT_CONCURRENT: Rule = Rule {
    id: "index-not-concurrent",
    severity: Severity::Warning,
    about: About::Run,
    title: "an index is built while writes wait",
    why: "`CREATE INDEX` holds a share lock until its transaction ends: every write to the table waits while all rows are read.",
    instead: "Build it `CONCURRENTLY`, in a section with `transaction:false`; `db revision --online` writes it so.",
};

pub(super) static DROP_INDEX_NOT_CONCURRENT: Rule = Rule {
    id: "drop-index-not-concurrent",
    severity: Severity::Warning,
    about: About::Run,
    title: "an index is dropped while everybody waits",
    why: "`DROP INDEX` locks the table against reads and writes, and behind it everybody queues while it waits for the longest query.",
    instead: "Drop it `CONCURRENTLY`, in a section with `transaction:false`.",
};

pub(super) static CONCURRENTLY_IN_TRANSACTION: Rule = Rule {
    id: "concurrently-in-transaction",
    severity: Severity::Error,
    about: About::Run,
    title: "`CONCURRENTLY` within a transaction",
    why: "It needs several transactions of its own, so the server refuses it within one.",
    instead: "Put it into a section with `transaction:false`.",
};

pub(super) static CONCURRENT_INDEX_IF_NOT_EXISTS: Rule = Rule {
    id: "concurrent-index-if-not-exists",
    severity: Severity::Warning,
    about: About::Run,
    title: "`CREATE INDEX CONCURRENTLY IF NOT EXISTS`",
    why: "A build that was stopped leaves an invalid index of that name, which the words take for the index: it is then never built, \
          and nothing says so.",
    instead: "Leave `IF NOT EXISTS` out: a section that is resumed drops an invalid index by itself and builds it again.",
};

pub(super) static CONCURRENT_INDEX_UNDER_LOCK_TIMEOUT: Rule = Rule {
    id: "concurrent-index-under-lock-timeout",
    severity: Severity::Warning,
    about: About::Run,
    title: "an index built concurrently under a `lock_timeout`",
    why: "It waits for every older transaction, and a timeout then leaves an invalid index behind.",
    instead: "Write `SET lock_timeout = 0` before it: it keeps nobody waiting while it waits.",
};

pub(super) static CONCURRENT_INDEX_ON_PARTITIONED: Rule = Rule {
    id: "concurrent-index-on-partitioned",
    severity: Severity::Error,
    about: About::Run,
    title: "an index built concurrently on a partitioned table",
    why: "The server refuses it.",
    instead: "Create it `ON ONLY` the parent, build one concurrently on each partition, and attach each with `ALTER INDEX … ATTACH PARTITION`.",
};

pub(super) static REINDEX_NOT_CONCURRENT: Rule = Rule {
    id: "reindex-not-concurrent",
    severity: Severity::Warning,
    about: About::Run,
    title: "an index is rebuilt while everybody waits",
    why: "`REINDEX` locks the table against writes and the index against reads until it is done.",
    instead: "Rebuild it `CONCURRENTLY`, in a section with `transaction:false`.",
};

pub(super) static UNIQUE_BUILDS_INDEX: Rule = Rule {
    id: "unique-builds-index",
    severity: Severity::Warning,
    about: About::Run,
    title: "a unique constraint builds its index while everybody waits",
    why: "The index is built under a lock that keeps out reads and writes.",
    instead: "Build a unique index concurrently, then add the constraint `USING INDEX`.",
};

pub(super) static PRIMARY_KEY_BUILDS_INDEX: Rule = Rule {
    id: "primary-key-builds-index",
    severity: Severity::Warning,
    about: About::Run,
    title: "a primary key builds its index or reads all rows while everybody waits",
    why: "The index is built, and NULL is looked for, under a lock that keeps out reads and writes.",
    instead: "Make the columns `NOT NULL` by way of a validated check, build a unique index concurrently, then add the key `USING INDEX`.",
};

pub(super) static EXCLUSION_BUILDS_INDEX: Rule = Rule {
    id: "exclusion-builds-index",
    severity: Severity::Warning,
    about: About::Run,
    title: "an exclusion constraint builds its index while everybody waits",
    why: "The index is built under a lock that keeps out reads and writes, and there is no other way to add one.",
    instead: "Add it while the application is stopped, or to a new table that takes the place of the old one.",
};

pub(super) static CHECK_SCANS: Rule = Rule {
    id: "check-scans",
    severity: Severity::Warning,
    about: About::Run,
    title: "a check reads all rows while everybody waits",
    why: "Every row is checked under a lock that keeps out reads and writes.",
    instead: "Add it `NOT VALID`, and `VALIDATE` it in another transaction, which lets reads and writes go on.",
};

pub(super) static FOREIGN_KEY_SCANS: Rule = Rule {
    id: "foreign-key-scans",
    severity: Severity::Warning,
    about: About::Run,
    title: "a foreign key reads all rows while writes to both tables wait",
    why: "Every row is looked up under a lock that keeps writes out of both tables.",
    instead: "Add it `NOT VALID`, and `VALIDATE` it in another transaction, which lets writes go on.",
};

pub(super) static NOT_NULL_SCANS: Rule = Rule {
    id: "not-null-scans",
    severity: Severity::Warning,
    about: About::Run,
    title: "`SET NOT NULL` reads all rows while everybody waits",
    why: "Every row is looked at under a lock that keeps out reads and writes, unless a valid check already says that there is no NULL.",
    instead: "Add the check `column IS NOT NULL` as `NOT VALID`, validate it in another transaction, set `NOT NULL`, drop the check. From \
          PostgreSQL 18 on `ADD CONSTRAINT … NOT NULL … NOT VALID` and `VALIDATE` do the same.",
};

pub(super) static VALIDATE_IN_SAME_TRANSACTION: Rule = Rule {
    id: "validate-in-same-transaction",
    severity: Severity::Warning,
    about: About::Run,
    title: "`VALIDATE` in the transaction that added the constraint",
    why: "The strong lock of the first statement is held while all rows are read, so the two steps gain nothing.",
    instead: "Put them into a section with `transaction:false`, where each statement is a transaction of its own.",
};

pub(super) static VOLATILE_DEFAULT_REWRITES: Rule = Rule {
    id: "volatile-default-rewrites",
    severity: Severity::Warning,
    about: About::Run,
    title: "a column whose default differs by row writes the table anew",
    why: "Each row gets a value of its own, so the table and its indexes are written anew under a lock that keeps out reads and writes. \
          A default that is one value for all rows, such as `now()`, needs none of it.",
    instead: "Add the column without a default, set the default for later rows, fill the earlier ones in batches.",
};

pub(super) static NUMBERING_REWRITES: Rule = Rule {
    id: "numbering-rewrites",
    severity: Severity::Warning,
    about: About::Run,
    title: "a numbered column writes the table anew",
    why: "A serial or identity column gives each row a number, so the table and its indexes are written anew under a lock that keeps \
          out reads and writes.",
    instead: "Add a plain column, number new rows from a sequence, fill the old ones in batches, then add the identity.",
};

pub(super) static GENERATED_COLUMN_REWRITES: Rule = Rule {
    id: "generated-column-rewrites",
    severity: Severity::Warning,
    about: About::Run,
    title: "a stored generated column writes the table anew",
    why: "The value is computed for each row, under a lock that keeps out reads and writes.",
    instead: "Keep a plain column right with a trigger, or use a `VIRTUAL` one, which PostgreSQL 18 has.",
};

pub(super) static TYPE_CHANGE_REWRITES: Rule = Rule {
    id: "type-change-rewrites",
    severity: Severity::Warning,
    about: About::Run,
    title: "a change of type writes the table anew",
    why: "The old values are not stored as the new type stores them, so the table and its indexes are written anew under a lock that \
          keeps out reads and writes.",
    instead: "Add a column of the new type, write both, fill it in batches, and let it take the old one's place. Between `timestamp` and \
          `timestamptz` nothing is written where `SET timezone = 'UTC'` stands before it.",
};

pub(super) static TYPE_CHANGE_RECHECKS: Rule = Rule {
    id: "type-change-rechecks",
    severity: Severity::Warning,
    about: About::Run,
    title: "a change of type reads all rows for a check on the column",
    why: "Nothing is written, but the check is tried on every row under a lock that keeps out reads and writes.",
    instead: "Drop the check, change the type, add the check `NOT VALID` and validate it.",
};

pub(super) static COLLATION_REBUILDS_INDEX: Rule = Rule {
    id: "collation-rebuilds-index",
    severity: Severity::Warning,
    about: About::Run,
    title: "another collation rebuilds the indexes of the column",
    why: "The order of the values changes, so the indexes are built anew under a lock that keeps out reads and writes.",
    instead: "Add a column with the new collation, or drop the indexes first and build them concurrently after it.",
};

pub(super) static DROP_LOCKS_REFERENCED: Rule = Rule {
    id: "drop-locks-referenced",
    severity: Severity::Warning,
    about: About::Run,
    title: "dropping a foreign key also locks the table that it refers to",
    why: "The table that is referred to is locked against reads and writes too, until the transaction ends, though nothing in the \
          statement names it.",
    instead: "Drop each foreign key by itself, with a short `lock_timeout`, before the table.",
};

pub(super) static FOREIGN_KEY_LOCKS_REFERENCED: Rule = Rule {
    id: "foreign-key-locks-referenced",
    severity: Severity::Note,
    about: About::Run,
    title: "a foreign key keeps writes out of the table that it refers to",
    why: "It takes but a moment, but the lock is held until the transaction ends, and it waits for writers behind which others then queue.",
    instead: "Create the table first and add the key in a transaction of its own, with a short `lock_timeout`.",
};

pub(super) static ATTACH_PARTITION_SCANS: Rule = Rule {
    id: "attach-partition-scans",
    severity: Severity::Warning,
    about: About::Run,
    title: "attaching a partition reads all its rows",
    why: "Each row is compared with the bounds while the new partition is locked.",
    instead: "Add a check that says the bounds to the table `NOT VALID`, validate it, attach, drop the check: then nothing is read.",
};

pub(super) static PARTITION_LOCKS_PARENT: Rule = Rule {
    id: "partition-locks-parent",
    severity: Severity::Warning,
    about: About::Run,
    title: "`CREATE TABLE … PARTITION OF` locks the parent",
    why: "Reads and writes of the whole partitioned table wait until the transaction ends.",
    instead: "Create the table `LIKE` its parent, and attach it: that lets reads and writes go on.",
};

pub(super) static DETACH_NOT_CONCURRENT: Rule = Rule {
    id: "detach-not-concurrent",
    severity: Severity::Warning,
    about: About::Run,
    title: "detaching a partition locks the parent",
    why: "Reads and writes of the whole partitioned table wait until the transaction ends.",
    instead: "Detach it `CONCURRENTLY`, in a section with `transaction:false`.",
};

pub(super) static REFRESH_NOT_CONCURRENT: Rule = Rule {
    id: "refresh-not-concurrent",
    severity: Severity::Warning,
    about: About::Run,
    title: "a materialized view is refreshed while its readers wait",
    why: "It is locked against reads until it is filled again.",
    instead: "Refresh it `CONCURRENTLY`; that needs a unique index on its columns.",
};

pub(super) static REWRITES_TABLE: Rule = Rule {
    id: "rewrites-table",
    severity: Severity::Warning,
    about: About::Run,
    title: "a table is written anew while everybody waits",
    why: "All rows are copied under a lock that keeps out reads and writes.",
    instead: "Do it while the application is stopped, or with a tool that copies beside the table, such as `pg_repack`.",
};

pub(super) static DOMAIN_SCANS: Rule = Rule {
    id: "domain-scans",
    severity: Severity::Warning,
    about: About::Run,
    title: "a domain's new rule reads all rows of every table that uses it",
    why: "Writes to these tables wait while their rows are checked.",
    instead: "Add it `NOT VALID`, and validate it in another transaction.",
};

pub(super) static NO_LOCK_TIMEOUT: Rule = Rule {
    id: "no-lock-timeout",
    severity: Severity::Note,
    about: About::Run,
    title: "a strong lock is waited for without limit",
    why: "While the statement waits for the longest query on the table, everybody who comes later queues behind it: a lock for a moment \
          becomes an outage.",
    instead: "Write `lock_timeout:5` behind the marker of the section, or run `upgrade --lock-timeout 5`, and try again later when it \
          fails.",
};

pub(super) static EXCLUSIVE_LOCK_HELD: Rule = Rule {
    id: "exclusive-lock-held",
    severity: Severity::Warning,
    about: About::Run,
    title: "slow work while a table is locked against everybody",
    why: "A lock that was taken for a moment is held until the transaction ends, and so while this statement goes through rows.",
    instead: "Put the two into different revisions, or into a section with `transaction:false`.",
};

pub(super) static SEVERAL_ALTERS: Rule = Rule {
    id: "several-alters",
    severity: Severity::Note,
    about: About::Run,
    title: "one table altered by several statements in a row",
    why: "Each of them waits for the lock anew where each is a transaction of its own, and one statement can do all of it.",
    instead: "Write one `ALTER TABLE` with the actions separated by commas.",
};

pub(super) static BACKFILL_IN_ONE_TRANSACTION: Rule = Rule {
    id: "backfill-in-one-transaction",
    severity: Severity::Warning,
    about: About::Run,
    title: "many rows written in one transaction",
    why: "Each row stays locked until the transaction ends, the old versions cannot be cleared away, and replicas fall behind.",
    instead: "Write in batches, each with its own transaction, in a section with `transaction:false`.",
};

pub(super) static NEEDS_NEWER_POSTGRES: Rule = Rule {
    id: "needs-newer-postgres",
    severity: Severity::Warning,
    about: About::Run,
    title: "a statement that only PostgreSQL 18 understands",
    why: "`ADD CONSTRAINT … NOT NULL column` is a syntax error before it, and a revision runs on every server that the application has.",
    instead: "Write a check `NOT VALID`, validate it, set `NOT NULL` and drop the check: that works everywhere; `db revision --online` \
              writes it so. Allow the rule in Cargo.toml where all servers are new enough.",
};
