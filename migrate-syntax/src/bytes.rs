//! Models as bytes and back, for what a build remembers of files that have not changed. Adds to `migrate::codec` what it
//! says about schemas; the same holds: equal values have equal bytes, and bytes that nobody wrote are refused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use migrate::codec::{Codec, Reader};
use migrate::schema::{
    self, Deferrable, ForeignKey, Identity, Name, PrimaryKey, Subject, TableOptions, Type, Unique,
};
use migrate_attr::value::Words;

use crate::model::{
    Column, Condition, Default, Domain, Enum, Index, IndexPart, Literal, Models, Table,
};
use crate::outline::{Declared, Outline};
use crate::place::Place;

/// [`Codec`], which cannot be had for the types of other crates.
trait Bytes: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn take(from: &mut Reader<'_>) -> Option<Self>;
}

macro_rules! as_codec {
    ($($type:ty),* $(,)?) => {$(
        impl Bytes for $type {
            fn put(&self, out: &mut Vec<u8>) {
                Codec::write(self, out);
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Codec::read(from)
            }
        }
    )*};
}

as_codec! {
    bool, usize, String, PathBuf, Name, Type, TableOptions, Identity, Deferrable, PrimaryKey, Unique, ForeignKey,
    schema::Index, schema::IndexPart, schema::Enum, schema::Sequence, BTreeSet<usize>, BTreeSet<Name>,
}

impl<T: Bytes> Bytes for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Bytes> Bytes for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let count = usize::take(from)?;
        // Every item takes a byte at least, so a number that nobody wrote ends with the bytes.
        let mut items = Vec::with_capacity(count.min(16));
        for _ in 0..count {
            items.push(T::take(from)?);
        }
        Some(items)
    }
}

impl<K: Bytes + Ord, V: Bytes> Bytes for BTreeMap<K, V> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        for (key, value) in self {
            key.put(out);
            value.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let items: Vec<(K, V)> = Vec::take(from)?;
        items.is_sorted_by(|(one, _), (next, _)| one < next).then(|| items.into_iter().collect())
    }
}

impl<A: Bytes, B: Bytes> Bytes for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

/// A word that the program has anyway: the name of a dialect, or a part of a column that can differ.
impl Bytes for &'static str {
    fn put(&self, out: &mut Vec<u8>) {
        migrate::codec::write_bytes(self.as_bytes(), out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let bytes = from.bytes()?;
        let known = migrate_attr::DIALECTS.iter().chain(&crate::resolve::ASPECTS);
        known.copied().find(|word| word.as_bytes() == bytes)
    }
}

macro_rules! of_structs {
    ($($type:ident { $($field:ident),* $(,)? })*) => {$(
        impl Bytes for $type {
            fn put(&self, out: &mut Vec<u8>) {
                let $type { $($field),* } = self;
                $($field.put(out);)*
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                Some($type { $($field: Bytes::take(from)?),* })
            }
        }
    )*};
}

of_structs! {
    Models { tables, enums, domains, sequences, extensions, places }
    Table {
        name, rust_name, place, columns, primary_key, uniques, foreign_keys, checks, excludes, indexes, comment, options,
        renamed_from, renamed,
    }
    Column {
        name, rust_name, rust_type, place, aspects, nullable, ty, raw, default, generated, stored, identity, collation,
        comment, renamed_from, backfill, using,
    }
    Domain { name, rust_name, place, ty, raw, nullable, default, collation, checks }
    Enum { value, rust_name, place, renamed_from, renamed }
    Condition { name, expr, no_inherit, deferrable }
    Index { index, parts, predicate, only }
    IndexPart { part, expr }
    Place { path, line, column }
    Words { all, only }
    Outline { modules, looked, tables, shared, relations }
    Declared { path, items, uses, globs }
}

macro_rules! of_enums {
    ($($type:ident { $($tag:literal => $variant:ident($($part:ident),+)),* $(,)? })*) => {$(
        impl Bytes for $type {
            fn put(&self, out: &mut Vec<u8>) {
                match self {$(
                    $type::$variant($($part),+) => {
                        out.push($tag);
                        $($part.put(out);)+
                    }
                )*}
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                match from.byte()? {
                    $($tag => Some($type::$variant($({
                        let $part = Bytes::take(from)?;
                        $part
                    }),+)),)*
                    _ => None,
                }
            }
        }
    )*};
}

of_enums! {
    Default { 0 => Literal(value), 1 => Sql(words) }
    Literal { 0 => Boolean(value), 1 => Number(digits), 2 => Text(text) }
    Subject {
        0 => Table(name), 1 => Column(table, name), 2 => Index(table, name), 3 => Constraint(table, name), 4 => Enum(name),
        5 => Domain(name), 6 => Sequence(name), 7 => Extension(name),
    }
}

macro_rules! codec {
    ($($type:ty),*) => {$(
        impl Codec for $type {
            fn write(&self, out: &mut Vec<u8>) {
                self.put(out);
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                Bytes::take(from)
            }
        }
    )*};
}

codec!(Models, Outline, Table);
