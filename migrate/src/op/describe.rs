//! An op in one line, for people, and the thing that it is about.

use crate::op::{Change, EnumChange, Op};
use crate::schema::{Column, Name};

/// The table that an op is about, under the name that it has when the op runs.
pub fn subject(op: &Op) -> Option<&Name> {
    match op {
        Op::CreateTable(table) | Op::DropTable(table) => Some(&table.name),
        Op::AlterTable { table, .. } => Some(table),
        Op::RenameTable { previous, .. } => Some(previous),
        Op::CreateNamespace(_)
        | Op::DropNamespace(_)
        | Op::CreateExtension { .. }
        | Op::DropExtension { .. }
        | Op::CreateEnum(_)
        | Op::DropEnum(_)
        | Op::AlterEnum { .. }
        | Op::ReplaceEnum { .. }
        | Op::CreateDomain(_)
        | Op::DropDomain(_)
        | Op::AlterDomain { .. }
        | Op::CreateSequence(_)
        | Op::DropSequence(_)
        | Op::AlterSequence { .. }
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => None,
    }
}

/// The op in one line: ``alter table `users`: add column `email` ``.
pub fn describe(op: &Op) -> String {
    match op {
        Op::CreateNamespace(name) => format!("create schema `{name}`"),
        Op::DropNamespace(name) => format!("drop schema `{name}`"),
        Op::CreateExtension { name, .. } => format!("create extension `{name}`"),
        Op::DropExtension { name, .. } => format!("drop extension `{name}`"),
        Op::CreateEnum(next) => format!("create enum `{}`", next.name),
        Op::DropEnum(previous) => format!("drop enum `{}`", previous.name),
        Op::AlterEnum { name, change } => format!("alter enum `{name}`: {}", describe_enum(change)),
        Op::ReplaceEnum { next, .. } => {
            format!("replace enum `{}`: {}", next.name, next.values.join(", "))
        }
        Op::CreateDomain(next) => format!("create domain `{}`", next.name),
        Op::DropDomain(previous) => format!("drop domain `{}`", previous.name),
        Op::AlterDomain { next, .. } => format!("alter domain `{}`", next.name),
        Op::CreateSequence(next) => format!("create sequence `{}`", next.name),
        Op::DropSequence(previous) => format!("drop sequence `{}`", previous.name),
        Op::AlterSequence { next, .. } => format!("alter sequence `{}`", next.name),
        Op::CreateTable(next) => format!("create table `{}`", next.name),
        Op::DropTable(previous) => format!("drop table `{}`", previous.name),
        Op::RenameTable { previous, next } => format!("rename table `{previous}` to `{next}`"),
        Op::AlterTable { table, changes } => {
            let changes: Vec<String> = changes.iter().map(describe_change).collect();
            format!("alter table `{table}`: {}", changes.join(", "))
        }
        Op::CreateView(next) => format!("create view `{}`", next.name),
        Op::DropView(previous) => format!("drop view `{}`", previous.name),
        Op::CreateFunction(next) => format!("create function `{}`", next.name),
        Op::DropFunction(previous) => format!("drop function `{}`", previous.name),
        Op::ReplaceFunction { next, .. } => format!("replace function `{}`", next.name),
    }
}

fn describe_enum(change: &EnumChange) -> String {
    match change {
        EnumChange::Rename { next } => format!("rename to `{next}`"),
        EnumChange::RenameValue { previous, next } => {
            format!("rename value `{previous}` to `{next}`")
        }
        EnumChange::AddValue { value, before: Some(before) } => {
            format!("add value `{value}` before `{before}`")
        }
        EnumChange::AddValue { value, before: None } => format!("add value `{value}`"),
        EnumChange::DropValue { value, .. } => format!("drop value `{value}`"),
        EnumChange::Comment { .. } => "change the comment".to_owned(),
    }
}

fn describe_change(change: &Change) -> String {
    let named = |verb: &str, what: &str, name: Option<&str>, columns: &[String]| match name {
        Some(name) => format!("{verb} {what} `{name}`"),
        None => format!("{verb} {what} on `{}`", columns.join("`, `")),
    };
    match change {
        Change::AddColumn { column, .. } => format!("add column `{}`", column.name),
        Change::DropColumn { column, .. } => format!("drop column `{}`", column.name),
        Change::RenameColumn { previous, next } => {
            format!("rename column `{previous}` to `{next}`")
        }
        Change::AlterColumn { previous, next, .. } => {
            format!("change {} of column `{}`", aspects(previous, next).join(" and "), next.name)
        }
        Change::ReplaceValue { column, previous, next } => {
            format!("rename value `{previous}` to `{next}` in column `{column}`")
        }
        Change::AddPrimaryKey(key) => {
            named("add", "primary key", key.name.as_deref(), &key.columns)
        }
        Change::DropPrimaryKey(key) => {
            named("drop", "primary key", key.name.as_deref(), &key.columns)
        }
        Change::AddUnique(unique) => {
            named("add", "unique", unique.name.as_deref(), &unique.columns)
        }
        Change::DropUnique(unique) => {
            named("drop", "unique", unique.name.as_deref(), &unique.columns)
        }
        Change::AddForeignKey(key) => {
            named("add", "foreign key", key.name.as_deref(), &key.columns)
        }
        Change::DropForeignKey(key) => {
            named("drop", "foreign key", key.name.as_deref(), &key.columns)
        }
        Change::AddCheck(check) => {
            format!("add check `{}`", check.name.as_deref().unwrap_or(&check.expr.0))
        }
        Change::DropCheck(check) => {
            format!("drop check `{}`", check.name.as_deref().unwrap_or(&check.expr.0))
        }
        Change::AddExclude(exclude) => format!("add exclusion `{}`", exclude.name),
        Change::DropExclude(exclude) => format!("drop exclusion `{}`", exclude.name),
        Change::RenameConstraint { previous, next } => {
            format!("rename constraint `{previous}` to `{next}`")
        }
        Change::AddIndex(index) => format!("add index `{}`", index.name),
        Change::DropIndex(index) => format!("drop index `{}`", index.name),
        Change::RenameIndex { previous, next } => format!("rename index `{previous}` to `{next}`"),
        Change::IndexComment { index, .. } => format!("change the comment of index `{index}`"),
        Change::AddTrigger(trigger) => format!("add trigger `{}`", trigger.name),
        Change::DropTrigger(trigger) => format!("drop trigger `{}`", trigger.name),
        Change::Comment { .. } => "change the comment".to_owned(),
        Change::Options { .. } => "change the options".to_owned(),
    }
}

/// What differs between two states of one column, in words.
pub(crate) fn aspects(previous: &Column, next: &Column) -> Vec<&'static str> {
    let aspects = [
        ("type", previous.ty != next.ty),
        ("nullability", previous.nullable != next.nullable),
        ("answer to NULL", previous.null_conflict != next.null_conflict),
        ("default", previous.default != next.default),
        ("expression", previous.generated != next.generated),
        ("numbering", previous.identity != next.identity),
        ("collation", previous.collation != next.collation),
        ("comment", previous.comment != next.comment),
    ];
    aspects.into_iter().filter_map(|(word, differs)| differs.then_some(word)).collect()
}
