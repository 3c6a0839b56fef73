//! The rules that hold on every database, and what a rule is. How each is found is told by its neighbours.

/// Something that statements should not do.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in messages, in `-- lint:allow` and in settings: `index-not-concurrent`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whether ways down can break it.
    pub about: About,
    /// What it is about, in a few words: lower case, no full stop.
    pub title: &'static str,
    /// Why, in sentences.
    pub why: &'static str,
    /// What to do instead, in sentences.
    pub instead: &'static str,
}

/// When the harm is done that a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// While the statement runs, or to what it takes away: told of both directions.
    Run,
    /// As long as what the statement makes is there: told of ways up alone, since a way down only brings back what was
    /// judged when it was made.
    Schema,
}

/// How bad it is to break a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; shown where somebody wants to know more.
    Note,
    /// It can keep an application waiting, break a running one, or lose rows.
    Warning,
    /// It fails, or does something else than it says.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The rules that every database shares.
pub(super) static SHARED: [&Rule; 27] = [
    &ALLOW_WITHOUT_REASON,
    &CASCADES,
    &DOWN_DIFFERS,
    &DOWN_FAILS_ON_ROWS,
    &DROP_COLUMN,
    &DROP_CONSTRAINT,
    &DROP_NOT_NULL,
    &DROP_OBJECT,
    &DROP_TABLE,
    &DUPLICATE_INDEX,
    &FOREIGN_KEY_WITHOUT_INDEX,
    &IF_EXISTS_IN_TRANSACTION,
    &IRREVERSIBLE,
    &NOT_FOLLOWED,
    &NOT_NULL_WITHOUT_DEFAULT,
    &NARROWED_COLUMN,
    &REDUNDANT_INDEX,
    &RENAME_COLUMN,
    &RENAME_TABLE,
    &TABLE_WITHOUT_PRIMARY_KEY,
    &TRANSACTION_CONTROL,
    &TRUNCATE,
    &UNKNOWN_RULE,
    &UNUSED_ALLOW,
    &WIDE_INDEX,
    &WRITE_WITHOUT_WHERE,
    &RENAME_OBJECT,
];

pub(super) static ALLOW_WITHOUT_REASON: Rule = Rule {
    id: "allow-without-reason",
    severity: Severity::Error,
    about: About::Run,
    title: "`-- lint:allow` without a reason",
    why: "Whoever reads the file later must know why the rule may be broken there.",
    instead: "Write the reason behind the rule.",
};

pub(super) static UNKNOWN_RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    about: About::Run,
    title: "`-- lint:allow` of a rule that there is not",
    why: "A rule that is spelled wrong allows nothing.",
    instead: "`db lint --rules` lists the rules.",
};

pub(super) static UNUSED_ALLOW: Rule = Rule {
    id: "unused-allow",
    severity: Severity::Warning,
    about: About::Run,
    title: "`-- lint:allow` that allows nothing",
    why: "What it allowed is gone, or it stands before the wrong statement; the next thing of the kind would pass unseen.",
    instead: "Delete the line, or put it right before its statement.",
};

pub(super) static NOT_FOLLOWED: Rule = Rule {
    id: "not-followed",
    severity: Severity::Note,
    about: About::Run,
    title: "a statement whose effect is not known",
    why: "What is said of later statements may be wrong, since nobody knows the schema that they meet.",
    instead: "Declare what it does to the schema on a line behind it: `-- migrate:effect ALTER TABLE …`.",
};

pub(super) static TRANSACTION_CONTROL: Rule = Rule {
    id: "transaction-control",
    severity: Severity::Error,
    about: About::Run,
    title: "a transaction begun or ended by hand",
    why: "Each section already runs in one transaction with its history row, or each of its statements in one of its own; \
          a `COMMIT` in the middle would leave half of it behind when the rest fails, so it is refused when it runs.",
    instead: "Remove it; write `transaction:false` behind the marker if each statement shall be a transaction of its own.",
};

pub(super) static NOT_NULL_WITHOUT_DEFAULT: Rule = Rule {
    id: "not-null-without-default",
    severity: Severity::Error,
    about: About::Run,
    title: "a required column without a value for the rows that are there",
    why: "The statement fails as soon as the table has a row.",
    instead: "Give it a constant default, or add it nullable, fill it, and close it then.",
};

pub(super) static DOWN_DIFFERS: Rule = Rule {
    id: "down-differs",
    severity: Severity::Warning,
    about: About::Run,
    title: "a way down that leads to another schema",
    why: "What it leaves behind stands in the way when the revision is applied again, and the revisions before it were written for the \
          schema that they left.",
    instead: "Take back all that the way up does, or write `-- migrate:down irreversible` if that cannot be done.",
};

pub(super) static DOWN_FAILS_ON_ROWS: Rule = Rule {
    id: "down-fails-on-rows",
    severity: Severity::Warning,
    about: About::Run,
    title: "a way down that cannot run where there are rows",
    why: "The column comes back without a value for the rows that are there, so that the revision can be taken back only while its \
          tables are empty.",
    instead: "Give the column a default or a value in the way down, or write `-- migrate:down irreversible`.",
};

pub(super) static IRREVERSIBLE: Rule = Rule {
    id: "irreversible",
    severity: Severity::Note,
    about: About::Run,
    title: "a revision that cannot be taken back",
    why: "`downgrade` refuses to go behind it: what goes wrong after it is mended by another revision, or from a backup.",
    instead: "Write a way down if there is one.",
};

pub(super) static DROP_TABLE: Rule = Rule {
    id: "drop-table",
    severity: Severity::Warning,
    about: About::Run,
    title: "a table is dropped",
    why: "Its rows are gone, the way back makes an empty table, and running versions of the application that still read it fail.",
    instead: "Release a version that no longer uses it first; keep a copy of the rows if they may be wanted.",
};

pub(super) static DROP_COLUMN: Rule = Rule {
    id: "drop-column",
    severity: Severity::Warning,
    about: About::Run,
    title: "a column is dropped",
    why: "Its values are gone, the way back makes an empty column, and running versions of the application that still name it fail.",
    instead: "Release a version that no longer uses it first.",
};

pub(super) static DROP_OBJECT: Rule = Rule {
    id: "drop-object",
    severity: Severity::Warning,
    about: About::Run,
    title: "a schema, database, sequence, extension or type is dropped",
    why: "What it held, and what others made with it, is gone.",
    instead: "Make sure that nothing uses it any more.",
};

pub(super) static TRUNCATE: Rule = Rule {
    id: "truncate",
    severity: Severity::Warning,
    about: About::Run,
    title: "a table is emptied",
    why: "All rows are gone, no trigger sees them go, and no way back returns them.",
    instead: "Delete the rows that shall go, in a revision that says which and why.",
};

pub(super) static CASCADES: Rule = Rule {
    id: "cascades",
    severity: Severity::Warning,
    about: About::Run,
    title: "`CASCADE` drops more than it names",
    why: "What else goes depends on what the database happens to hold, which may be more than anybody reviewed.",
    instead: "Drop what stands in the way by name, then the object without `CASCADE`.",
};

pub(super) static DROP_NOT_NULL: Rule = Rule {
    id: "drop-not-null",
    severity: Severity::Note,
    about: About::Run,
    title: "a column becomes nullable",
    why: "Running versions of the application do not expect NULL there, and the way back fails once there is one.",
    instead: "Release a version that can read NULL first.",
};

pub(super) static DROP_CONSTRAINT: Rule = Rule {
    id: "drop-constraint",
    severity: Severity::Note,
    about: About::Run,
    title: "a constraint is dropped",
    why: "Rows that break it may come in from then on, and the way back fails once there is one.",
    instead: "Make sure that the application relies on it no longer.",
};

pub(super) static NARROWED_COLUMN: Rule = Rule {
    id: "narrowed-column",
    severity: Severity::Warning,
    about: About::Run,
    title: "a column's type becomes narrower",
    why: "Values that do not fit make it fail or are changed.",
    instead: "Look at the values first; write how they are converted with `USING`, or fill a new column.",
};

pub(super) static RENAME_TABLE: Rule = Rule {
    id: "rename-table",
    severity: Severity::Warning,
    about: About::Run,
    title: "a table is renamed",
    why: "Running versions of the application know the old name alone and fail from that moment on.",
    instead: "Rename while the application is stopped, or leave a view of the old name behind until nothing uses it.",
};

pub(super) static RENAME_COLUMN: Rule = Rule {
    id: "rename-column",
    severity: Severity::Warning,
    about: About::Run,
    title: "a column is renamed",
    why: "Running versions of the application know the old name alone and fail from that moment on.",
    instead: "Add a column of the new name, write both, fill it, read it, and drop the old one in a later release.",
};

pub(super) static RENAME_OBJECT: Rule = Rule {
    id: "rename-object",
    severity: Severity::Warning,
    about: About::Run,
    title: "a schema or a value of an enum is renamed",
    why: "Running versions of the application know the old name alone and fail from that moment on.",
    instead: "Add the new one beside it and drop the old one in a later release.",
};

pub(super) static WRITE_WITHOUT_WHERE: Rule = Rule {
    id: "write-without-where",
    severity: Severity::Warning,
    about: About::Run,
    title: "every row of a table is changed or deleted",
    why: "Where a condition was forgotten nothing brings the values back. A column that was added in the same section is \
          excepted, since it holds nothing yet.",
    instead: "Say which rows are meant; `WHERE true` says that all are.",
};

pub(super) static IF_EXISTS_IN_TRANSACTION: Rule = Rule {
    id: "if-exists-in-transaction",
    severity: Severity::Note,
    about: About::Run,
    title: "`IF [NOT] EXISTS` where nothing can be half done",
    why: "A section in a transaction is done whole or not at all, so the words can only hide that the database is not what \
          the history says.",
    instead: "Leave the words out: a wrong database is then an error, not a surprise.",
};

pub(super) static FOREIGN_KEY_WITHOUT_INDEX: Rule = Rule {
    id: "foreign-key-without-index",
    severity: Severity::Warning,
    about: About::Schema,
    title: "a foreign key whose columns no index begins with",
    why: "Deleting or changing a row of the table that it refers to reads every row of this one.",
    instead: "Add an index that begins with these columns: `index` in the attribute of the field.",
};

pub(super) static TABLE_WITHOUT_PRIMARY_KEY: Rule = Rule {
    id: "table-without-primary-key",
    severity: Severity::Warning,
    about: About::Schema,
    title: "a table without a primary key",
    why: "Its rows cannot be told apart: replication, batches and repairs by hand all need a key.",
    instead: "Give it one.",
};

pub(super) static WIDE_INDEX: Rule = Rule {
    id: "wide-index",
    severity: Severity::Note,
    about: About::Schema,
    title: "an index over more than three columns",
    why: "Each further column makes it larger and slower to write, and seldom narrows what it finds.",
    instead: "Begin with the columns that narrow most, and leave the others out or to `INCLUDE`.",
};

pub(super) static DUPLICATE_INDEX: Rule = Rule {
    id: "duplicate-index",
    severity: Severity::Warning,
    about: About::Schema,
    title: "two indexes that hold the same",
    why: "Both are written with every row; one of them is never needed.",
    instead: "Drop one of them.",
};

pub(super) static REDUNDANT_INDEX: Rule = Rule {
    id: "redundant-index",
    severity: Severity::Note,
    about: About::Schema,
    title: "an index that another one begins with",
    why: "The longer one finds whatever the shorter one does; both are written with every row.",
    instead: "Drop the shorter one, unless its size is the reason for it.",
};
