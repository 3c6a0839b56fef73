//! One section followed, statement by statement, and each put before the rules. Knows no rule.

use std::collections::BTreeMap;

use super::effect::{Effect, effect};
use super::scene::{Past, Remark, Safe, Scene};
use super::{About, Blocks, Finding, Lock, Origin, Work, end, rule, shared};
use crate::dialect::{self, Dialect};
use crate::diff::{self, Hints};
use crate::op::Op;
use crate::replay::Replay;
use crate::replay::act::Act;
use crate::replay::watch::{Seen, Watch};
use crate::revision::{Direction, Limits, Revision, Section};
use crate::schema::{Name, Schema, Table};

/// A section that was followed.
pub(super) struct Walked {
    pub(super) findings: Vec<Finding>,
    pub(super) past: Past,
    /// Whether all of its statements could be followed.
    pub(super) is_followed: bool,
}

/// What is to be said of a section, whose statements `replay` follows. A way down is told what its way up came from.
pub(super) fn section(
    dialect: &'static dyn Dialect,
    replay: &mut Replay<'_>,
    revision: &Revision,
    section: &Section,
    origin: Option<Origin>,
) -> Walked {
    let mut walk = Walk::new(dialect, revision, section);
    walk.past.made = origin.as_ref().map(|origin| origin.made.clone()).unwrap_or_default();
    walk.past.origin = origin;
    let unread = replay.watched(&section.sql, &mut walk);
    let is_followed = unread.is_empty();
    for one in unread {
        let line = section.line + one.line;
        let statement = walk.unread.remove(&line).unwrap_or(one.text);
        let remark = Remark::new(&rule::NOT_FOLLOWED, one.reason);
        walk.tell(line, &statement, remark, None);
    }
    let mut remarks = Vec::new();
    let ends = end::End {
        dialect,
        originals: &walk.originals,
        schema: replay.schema(),
        news: &walk.news,
        past: &walk.past,
    };
    end::judge(&ends, &mut remarks);
    for (at, remark) in remarks {
        let News { line, sql, .. } = walk.news[at].clone();
        walk.tell(line, &sql, remark, None);
    }
    Walked { findings: walk.findings, past: walk.past, is_followed }
}

/// What each statement of a text locks.
pub(super) fn locks(
    dialect: &'static dyn Dialect,
    replay: &mut Replay<'_>,
    sql: &str,
) -> Vec<Vec<Lock>> {
    let section = Section {
        direction: Direction::Up,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql: sql.to_owned(),
        line: 0,
    };
    let mut walk = Walk::new(dialect, &Revision::default(), &section);
    replay.watched(sql, &mut walk);
    walk.locks
}

/// A finding with everything that all of a section share; at its marker, of no rule.
pub(super) fn place(
    dialect: &'static dyn Dialect,
    revision: &Revision,
    section: &Section,
) -> Finding {
    Finding {
        rule: &rule::NOT_FOLLOWED,
        revision: revision.id.clone(),
        path: revision.path.clone(),
        dialect: dialect.name(),
        direction: section.direction,
        line: section.line,
        statement: String::new(),
        message: String::new(),
        locks: Vec::new(),
        safe: None,
        help: None,
    }
}

/// Something that a statement of the section has brought.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub(super) line: usize,
    pub(super) sql: String,
    pub(super) thing: Thing,
}

/// What a section can bring, to be looked at when all of it has been followed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Table(Name),
    /// The table, and the columns that refer.
    ForeignKey(Name, Vec<String>),
    Index(Name, String),
    /// A table that took the name of one which stood before.
    Rebuilt(Name),
    /// A table that was dropped.
    Gone(Name),
}

struct Walk {
    dialect: &'static dyn Dialect,
    /// A finding with everything that all of the section share.
    place: Finding,
    /// The line of the section's marker.
    line: usize,
    past: Past,
    pending: Option<Pending>,
    news: Vec<News>,
    findings: Vec<Finding>,
    /// The statements that could not be followed, by line.
    unread: BTreeMap<usize, String>,
    /// The tables that the section has touched, as they stood before it.
    originals: BTreeMap<Name, Table>,
    /// What each statement so far locks.
    locks: Vec<Vec<Lock>>,
}

/// A statement that has been judged and not yet followed.
struct Pending {
    line: usize,
    sql: String,
    remarks: Vec<Remark>,
    locks: Vec<Lock>,
    effect: Effect,
    /// What it touches, as it stood before it.
    before: Schema,
}

impl Watch for Walk {
    fn before(&mut self, seen: &Seen<'_>, schema: &Schema) {
        let line = self.line + seen.line;
        let mut pending = Pending {
            line,
            sql: seen.sql.to_owned(),
            remarks: Vec::new(),
            locks: Vec::new(),
            effect: Effect::default(),
            before: Schema::default(),
        };
        if let Some(act) = &seen.act {
            let scene = Scene { act, sql: seen.sql, schema, past: &self.past };
            let judge = self.dialect.judge();
            pending.locks = (judge.locks)(&scene);
            shared::judge(&scene, &mut pending.remarks);
            (judge.judge)(&scene, &mut pending.remarks);
            pending.effect = effect(self.dialect, act, schema, self.past.transaction);
            pending.before = part(schema, &pending.effect.touched);
            if !pending.locks.iter().all(|lock| lock.work == Work::Brief) {
                pending.effect.altered = None;
            }
            for (name, table) in &pending.before.tables {
                if !self.past.made.contains(name) && !self.originals.contains_key(name) {
                    self.originals.insert(name.clone(), table.clone());
                }
            }
        }
        self.pending = Some(pending);
    }

    fn after(&mut self, schema: &Schema, unread: Option<&str>) {
        let Some(mut pending) = self.pending.take() else { return };
        if unread.is_some() {
            self.unread.insert(pending.line, pending.sql.clone());
        }
        let made = pending.effect.made.take();
        let made = made.filter(|name| !pending.before.tables.contains_key(name));
        if let Some(table) = made.as_ref().and_then(|name| schema.tables.get(name)) {
            let act = Act::CreateTable {
                table: table.name.clone(),
                partition_of: None,
                refers: Vec::new(),
                open: std::mem::take(&mut pending.effect.open),
                if_not_exists: false,
            };
            let scene = Scene { act: &act, sql: &pending.sql, schema, past: &self.past };
            (self.dialect.judge().made)(&scene, table, &mut pending.remarks);
        }
        self.bring(&pending, made.as_ref(), schema);
        let wants = pending.remarks.iter().any(|remark| matches!(remark.safe, Safe::Online));
        let online = if wants { self.online(&pending, made.as_ref(), schema) } else { None };
        let Pending { line, sql, remarks, locks, effect, .. } = pending;
        for remark in remarks {
            let online = online.as_deref();
            self.tell(line, &sql, remark, online);
        }
        self.remember(line, locks, effect, made);
    }
}

impl Walk {
    /// Before the first statement.
    fn new(dialect: &'static dyn Dialect, revision: &Revision, section: &Section) -> Walk {
        let limit = section.limits.lock_timeout;
        let limit =
            limit.map(|limit| ("lock_timeout".to_owned(), format!("{}ms", limit.as_millis())));
        Walk {
            dialect,
            place: place(dialect, revision, section),
            line: section.line,
            past: Past {
                transaction: section.transaction,
                settings: limit.into_iter().collect(),
                ..Past::default()
            },
            pending: None,
            news: Vec::new(),
            findings: Vec::new(),
            unread: BTreeMap::new(),
            originals: BTreeMap::new(),
            locks: Vec::new(),
        }
    }

    fn tell(&mut self, line: usize, sql: &str, remark: Remark, online: Option<&[String]>) {
        if remark.rule.about == About::Schema && self.place.direction == Direction::Down {
            return;
        }
        let safe = match &remark.safe {
            Safe::None => None,
            Safe::Online => online,
            Safe::Sql(statements) => Some(statements.as_slice()),
        };
        self.past.told.insert(remark.rule.id);
        self.findings.push(Finding {
            rule: remark.rule,
            line,
            statement: sql.to_owned(),
            message: remark.message,
            locks: remark.locks,
            safe: safe.map(|statements| {
                statements.iter().map(|sql| format!("{sql};")).collect::<Vec<_>>().join("\n")
            }),
            help: remark.help,
            ..self.place.clone()
        });
    }

    /// What the dialect writes for the same change when nobody may wait; `None` if it would write the same.
    fn online(
        &self,
        pending: &Pending,
        made: Option<&Name>,
        after: &Schema,
    ) -> Option<Vec<String>> {
        let names: Vec<Name> = pending.effect.touched.iter().chain(made).cloned().collect();
        let after = part(after, &names);
        let hints = Hints { drop_and_add: true, ..Hints::default() };
        let ops: Vec<Op> = diff::diff(&pending.before, &after, &hints, self.dialect).ok()?;
        let online = dialect::online(self.dialect, &ops, &pending.before).ok()??;
        Some(online.into_iter().map(|statement| statement.sql).collect())
    }

    /// Notes what the statement has brought.
    fn bring(&mut self, pending: &Pending, made: Option<&Name>, schema: &Schema) {
        let mut things = Vec::new();
        let nothing = Table::default();
        let names = pending.effect.touched.iter().chain(made);
        for (name, next) in names.filter_map(|name| schema.tables.get_key_value(name)) {
            let previous = pending.before.tables.get(name).unwrap_or(&nothing);
            things.extend(made.filter(|made| *made == name).map(|name| Thing::Table(name.clone())));
            let keys = next.foreign_keys.iter().filter(|key| {
                previous.foreign_keys.iter().all(|other| other.columns != key.columns)
            });
            things.extend(keys.map(|key| Thing::ForeignKey(name.clone(), key.columns.clone())));
            let indexes = next
                .indexes
                .iter()
                .filter(|index| previous.indexes.iter().all(|other| other.name != index.name));
            things.extend(indexes.map(|index| Thing::Index(name.clone(), index.name.clone())));
        }
        if let Some((_, next)) = &pending.effect.renamed {
            things.push(Thing::Rebuilt(next.clone()));
        }
        things.extend(pending.effect.dropped.iter().cloned().map(Thing::Gone));
        let news = |thing| News { line: pending.line, sql: pending.sql.clone(), thing };
        self.news.extend(things.into_iter().map(news));
        for name in &pending.effect.touched {
            if let (Some(previous), Some(next)) =
                (pending.before.tables.get(name), schema.tables.get(name))
            {
                let added = next
                    .columns
                    .iter()
                    .filter(|column| previous.column(&column.name).is_none())
                    .map(|column| (name.clone(), column.name.clone()))
                    .filter(|(_, added)| {
                        pending.effect.renamed_columns.iter().all(|(_, next)| next != added)
                    });
                self.past.added.extend(added);
            }
        }
    }

    /// Keeps what the statements after it must know.
    fn remember(&mut self, line: usize, locks: Vec<Lock>, effect: Effect, made: Option<Name>) {
        let past = &mut self.past;
        if let Some(table) = effect.touched.first() {
            for (previous, next) in effect.renamed_columns {
                let first = past.renamed_columns.remove(&(table.clone(), previous.clone()));
                past.renamed_columns.insert((table.clone(), next), first.unwrap_or(previous));
            }
        }
        if let Some((previous, next)) = effect.renamed {
            let columns = std::mem::take(&mut past.renamed_columns);
            past.renamed_columns = columns
                .into_iter()
                .map(|((table, column), first)| {
                    let table = if table == previous { next.clone() } else { table };
                    ((table, column), first)
                })
                .collect();
            if past.made.remove(&previous) {
                past.made.insert(next.clone());
            }
            let first = past.renamed.remove(&previous).unwrap_or(previous);
            past.renamed.insert(next, first);
        }
        past.made.extend(made);
        past.analyzed |= effect.analyzed;
        past.dropped.extend(effect.dropped);
        past.copied.extend(effect.written);
        past.settings.extend(effect.setting);
        self.locks.push(locks.clone());
        past.altered = effect.altered;
        if past.transaction {
            past.unvalidated.extend(effect.unvalidated);
            past.values.extend(effect.value);
            let held = locks.into_iter().filter(|lock| lock.blocks == Blocks::Everything);
            past.held.extend(held.map(|lock| (lock, line)));
        }
    }
}

/// Those tables of a schema, with the types that their columns may have.
fn part(schema: &Schema, names: &[Name]) -> Schema {
    let tables = names.iter().filter_map(|name| schema.tables.get_key_value(name));
    Schema {
        enums: schema.enums.clone(),
        domains: schema.domains.clone(),
        tables: tables.map(|(name, table)| (name.clone(), table.clone())).collect(),
        ..Schema::default()
    }
}
