//! The rules of SQLite: what each is about, why, and what to do instead. How each is found is told by its neighbours.

use crate::lint::{About, Rule, Severity};

/// Every rule of this dialect.
pub(super) static ALL: [&Rule; 21] = [
    &ADD_COLUMN_REFUSED,
    &DROP_COLUMN_REFUSED,
    &NEEDS_NEWER_SQLITE,
    &FOREIGN_KEYS_IN_TRANSACTION,
    &DEFER_FOREIGN_KEYS,
    &DROP_EMPTIES_CHILDREN,
    &DROP_REFERENCED_TABLE,
    &RENAME_AWAY_FIRST,
    &REBUILD_BREAKS_READER,
    &REBUILD_LOSES_TRIGGER,
    &REBUILD_LOSES_INDEX,
    &REBUILD_LOSES_OPTION,
    &REBUILD_MOVES_REFERENCE,
    &REBUILD_REUSES_NUMBERS,
    &REBUILD_RENUMBERS_ROWS,
    &AFFINITY_CHANGE,
    &INSERT_INTO_GENERATED,
    &WRITABLE_SCHEMA,
    &VIEW_BROKEN,
    &REBUILD_LOSES_STATISTICS,
    &NULLABLE_KEY,
];

pub(super) static ADD_COLUMN_REFUSED: Rule = Rule {
    id: "add-column-refused",
    severity: Severity::Error,
    about: About::Run,
    title: "a column that `ADD COLUMN` cannot add",
    why: "`ALTER TABLE … ADD COLUMN` takes no key, no stored column, and no default that is not one constant for all rows.",
    instead: "Rebuild the table: the models and `db revision` write that.",
};

pub(super) static DROP_COLUMN_REFUSED: Rule = Rule {
    id: "drop-column-refused",
    severity: Severity::Error,
    about: About::Run,
    title: "a column that `DROP COLUMN` cannot drop",
    why: "A column stays while a key, an index, a check, a generated column, a trigger or a view needs it; a trigger that only sets it is broken instead.",
    instead: "Drop what needs it first, or rebuild the table: the models and `db revision` write that.",
};

pub(super) static NEEDS_NEWER_SQLITE: Rule = Rule {
    id: "needs-newer-sqlite",
    severity: Severity::Warning,
    about: About::Run,
    title: "a statement that only SQLite 3.53 understands",
    why: "`ALTER COLUMN`, `ADD CONSTRAINT` and `DROP CONSTRAINT` are syntax errors before it, and the program that migrates brings its own SQLite.",
    instead: "Rebuild the table: that works everywhere.",
};

pub(super) static FOREIGN_KEYS_IN_TRANSACTION: Rule = Rule {
    id: "foreign-keys-in-transaction",
    severity: Severity::Warning,
    about: About::Run,
    title: "`PRAGMA foreign_keys` within a transaction",
    why: "Within a transaction it does nothing and says nothing. A revision that drops or renames tables is run with foreign keys off anyway; \
          by hand or with another tool `DROP TABLE` would delete or clear all rows that refer to it.",
    instead: "Remove it.",
};

pub(super) static DEFER_FOREIGN_KEYS: Rule = Rule {
    id: "defer-foreign-keys",
    severity: Severity::Warning,
    about: About::Run,
    title: "`PRAGMA defer_foreign_keys` as a guard",
    why: "It puts off the check, not the action: `ON DELETE CASCADE` and `SET NULL` still act when a table is dropped.",
    instead: "Remove it: a revision that drops or renames tables is run with foreign keys off.",
};

pub(super) static DROP_EMPTIES_CHILDREN: Rule = Rule {
    id: "drop-empties-children",
    severity: Severity::Error,
    about: About::Run,
    title: "a table dropped under foreign keys that act",
    why: "Outside a transaction foreign keys stay as they are, and `DROP TABLE` first deletes every row: those that refer to it go with it, \
          or lose their reference, without an error.",
    instead: "Put it into a section that runs in a transaction, or write `PRAGMA foreign_keys = OFF` before it.",
};

pub(super) static DROP_REFERENCED_TABLE: Rule = Rule {
    id: "drop-referenced-table",
    severity: Severity::Error,
    about: About::Run,
    title: "a table dropped to which another one refers",
    why: "The rows that refer to it would refer to nothing, so the revision is refused at its end; writes to their table fail.",
    instead: "Drop the foreign key first, by a rebuild of the table that has it, or drop that table too.",
};

pub(super) static RENAME_AWAY_FIRST: Rule = Rule {
    id: "rename-away-first",
    severity: Severity::Error,
    about: About::Run,
    title: "a rebuild that renames the old table away",
    why: "Foreign keys, views and triggers follow the old table to its new name, and stay with it when it is dropped.",
    instead: "Create the new table under another name, copy, drop the old one, rename the new one to its name.",
};

pub(super) static REBUILD_BREAKS_READER: Rule = Rule {
    id: "rebuild-breaks-reader",
    severity: Severity::Error,
    about: About::Run,
    title: "a rebuild under the eyes of a view or trigger",
    why: "The last rename of a rebuild fails when a view, or a trigger on another table, mentions the table that is gone by then.",
    instead: "Write `PRAGMA legacy_alter_table = ON` before the rename and `OFF` after it, or drop the view first and make it again.",
};

pub(super) static REBUILD_LOSES_TRIGGER: Rule = Rule {
    id: "rebuild-loses-trigger",
    severity: Severity::Warning,
    about: About::Run,
    title: "a rebuild that loses a trigger",
    why: "Triggers go with the old table.",
    instead: "Create them again behind the rename.",
};

pub(super) static REBUILD_LOSES_INDEX: Rule = Rule {
    id: "rebuild-loses-index",
    severity: Severity::Warning,
    about: About::Run,
    title: "a rebuild that loses an index",
    why: "Indexes go with the old table.",
    instead: "Create them again behind the rename.",
};

pub(super) static REBUILD_LOSES_OPTION: Rule = Rule {
    id: "rebuild-loses-option",
    severity: Severity::Warning,
    about: About::Run,
    title: "a rebuild that loses what the table was",
    why: "`STRICT`, `WITHOUT ROWID` and collations are part of the table's definition alone.",
    instead: "Write the whole definition again, with what shall change.",
};

pub(super) static REBUILD_MOVES_REFERENCE: Rule = Rule {
    id: "rebuild-moves-reference",
    severity: Severity::Error,
    about: About::Run,
    title: "a rebuilt table that refers to its own scratch name",
    why: "Under `legacy_alter_table` a rename rewrites nothing, so a key of the table to itself stays with the name that is gone.",
    instead: "Write the key with the final name from the start.",
};

pub(super) static REBUILD_REUSES_NUMBERS: Rule = Rule {
    id: "rebuild-reuses-numbers",
    severity: Severity::Warning,
    about: About::Run,
    title: "a rebuild that forgets `AUTOINCREMENT`'s last number",
    why: "The number is kept beside the table and falls back to the largest that is there: numbers of deleted rows are given out again.",
    instead: "Copy the row in `sqlite_sequence`.",
};

pub(super) static REBUILD_RENUMBERS_ROWS: Rule = Rule {
    id: "rebuild-renumbers-rows",
    severity: Severity::Note,
    about: About::Run,
    title: "a rebuild that numbers rows anew",
    why: "Without an `INTEGER PRIMARY KEY` the rowids are not part of the table's columns; full-text indexes and others that keep them then point elsewhere.",
    instead: "Copy `rowid` too.",
};

pub(super) static AFFINITY_CHANGE: Rule = Rule {
    id: "affinity-change",
    severity: Severity::Warning,
    about: About::Run,
    title: "a column that stores its values otherwise",
    why: "Values are converted as they are copied, without an error: `'007'` becomes 7, long numbers lose digits.",
    instead: "Look at the values first, and write how they are converted in the copy.",
};

pub(super) static INSERT_INTO_GENERATED: Rule = Rule {
    id: "insert-into-generated",
    severity: Severity::Error,
    about: About::Run,
    title: "a value for a generated column",
    why: "SQLite refuses it.",
    instead: "Leave the column out.",
};

pub(super) static WRITABLE_SCHEMA: Rule = Rule {
    id: "writable-schema",
    severity: Severity::Warning,
    about: About::Run,
    title: "the schema edited as a table",
    why: "A wrong word makes the database unreadable, some builds of SQLite refuse it, and nothing here knows what the schema is afterwards.",
    instead: "Rebuild the table.",
};

pub(super) static VIEW_BROKEN: Rule = Rule {
    id: "view-broken",
    severity: Severity::Error,
    about: About::Run,
    title: "a view left behind that reads what is gone",
    why: "SQLite looks at a view when it is read, not when a table is dropped or rebuilt: the view fails from then on. A revision that \
          leaves one so is refused at its end.",
    instead: "Drop the view, and make it again without what is gone.",
};

pub(super) static REBUILD_LOSES_STATISTICS: Rule = Rule {
    id: "rebuild-loses-statistics",
    severity: Severity::Note,
    about: About::Run,
    title: "a rebuild that loses what `ANALYZE` has found out",
    why: "The planner's statistics go with the old table; where there were some, queries may be planned worse until the next `ANALYZE`.",
    instead: "Write `ANALYZE` of the table behind the rename, if the application uses it at all.",
};

pub(super) static NULLABLE_KEY: Rule = Rule {
    id: "nullable-key",
    severity: Severity::Warning,
    about: About::Schema,
    title: "a primary key that takes NULL",
    why: "Unless it is `INTEGER PRIMARY KEY`, or the table `STRICT` or `WITHOUT ROWID`, SQLite lets NULL into a primary key, in as many rows \
          as come.",
    instead: "Write `NOT NULL` at the columns of the key.",
};
