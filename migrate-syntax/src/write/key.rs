//! Keys, checks and indexes as words of attributes: on the field where they are of one column and simple, else on the
//! struct.

use migrate::schema::{
    Action, Check, Deferrable, ForeignKey, Index, IndexKey, IndexPart, Table, Unique,
    name as convention,
};

use super::Writer;
use super::column::is_plain;

impl Writer<'_> {
    /// The words of `#[table(…)]`.
    pub(super) fn table_words(&self, table: &Table) -> Vec<String> {
        let mut words = vec![format!("name = {:?}", table.name.name)];
        words.extend(table.name.namespace.iter().map(|space| format!("schema = {space:?}")));
        words.extend(table.comment.iter().map(|comment| format!("comment = {comment:?}")));
        let options = &table.options;
        let flags = [
            ("strict", options.strict),
            ("without_rowid", options.without_rowid),
            ("unlogged", options.unlogged),
            ("no_primary_key", table.primary_key.is_none()),
        ];
        words.extend(flags.iter().filter(|(_, set)| *set).map(|(word, _)| (*word).to_owned()));
        words.extend(options.partition_by.iter().map(|by| format!("partition_by = {by:?}")));
        words.extend(settings(&options.with));
        words.extend(self.composite_primary_key(table));
        words.extend(self.key_words(table, &|columns| columns.len() == 1));
        words
    }

    fn composite_primary_key(&self, table: &Table) -> Option<String> {
        let key = table.primary_key.as_ref()?;
        if key.columns.len() == 1 && key.include.is_empty() && key.deferrable.is_none() {
            return None;
        }
        let usual = convention::primary_key(&table.name.name);
        let mut words = vec![format!("columns = [{}]", list(&key.columns))];
        words.extend(named(key.name.as_deref(), &usual));
        words.extend(further(&key.include, key.deferrable));
        Some(format!("primary_key({})", words.join(", ")))
    }

    /// A check of a table or a domain.
    pub(super) fn check_words(&self, check: &Check) -> String {
        let mut inner = vec![self.expression(&check.expr.0)];
        inner.extend(check.name.iter().map(|name| format!("name = {name:?}")));
        if check.no_inherit {
            inner.push("no_inherit".to_owned());
        }
        format!("check({})", inner.join(", "))
    }

    /// The keys, checks and indexes that do not stand on a field; `on_field` tells of columns whether such a key does.
    pub(super) fn key_words(
        &self,
        table: &Table,
        on_field: &dyn Fn(&[String]) -> bool,
    ) -> Vec<String> {
        let mut words = Vec::new();
        for unique in table.uniques.iter().filter(|unique| !on_field(&unique.columns)) {
            let columns = format!("columns = [{}]", list(&unique.columns));
            let inner = [vec![columns], unique_words(table, unique)].concat();
            words.push(format!("unique({})", inner.join(", ")));
        }
        for key in table.foreign_keys.iter().filter(|key| !on_field(&key.columns)) {
            let mut inner = vec![format!("columns = [{}]", list(&key.columns))];
            inner.extend(self.foreign_words(table, key, "name"));
            words.push(format!("foreign_key({})", inner.join(", ")));
        }
        words.extend(table.checks.iter().map(|check| self.check_words(check)));
        for exclude in &table.excludes {
            let mut inner = vec![
                format!("{} = {:?}", self.dialect.name(), exclude.definition.0),
                format!("name = {:?}", exclude.name),
            ];
            inner.extend(further(&[], exclude.deferrable));
            words.push(format!("exclude({})", inner.join(", ")));
        }
        let alone = |index: &Index| matches!(index.parts.as_slice(), [part] if self.is_bare(part));
        for index in &table.indexes {
            let own = alone(index) && on_field(&columns_of(index));
            if !own {
                let parts: Vec<String> = index.parts.iter().map(|part| self.part(part)).collect();
                let columns = format!("columns = [{}]", parts.join(", "));
                let inner = [vec![columns], self.index_words(table, index)].concat();
                words.push(format!("index({})", inner.join(", ")));
            }
        }
        words
    }

    /// The keys and indexes that stand on the field of a column.
    pub(super) fn own_keys(&self, table: &Table, column: &str) -> Vec<String> {
        let mut words = Vec::new();
        for unique in table.uniques.iter().filter(|unique| unique.columns == [column]) {
            words.push(with_list("unique", &unique_words(table, unique)));
        }
        let mut foreign = table.foreign_keys.iter().filter(|key| key.columns == [column]);
        if let Some(key) = foreign.next() {
            words.extend(self.foreign_words(table, key, "constraint"));
        }
        for index in &table.indexes {
            if matches!(index.parts.as_slice(), [part] if self.is_bare(part))
                && columns_of(index) == [column]
            {
                words.push(with_list("index", &self.index_words(table, index)));
            }
        }
        words
    }

    fn foreign_words(&self, table: &Table, key: &ForeignKey, name: &str) -> Vec<String> {
        let target = match key.references.as_slice() {
            [only] if !only.contains(['.', '(']) => format!("{}.{only}", key.table),
            several => format!("{}({})", key.table, several.join(", ")),
        };
        let mut words = vec![format!("references = {target:?}")];
        let usual = convention::foreign_key(&table.name.name, &key.columns, &key.table.name);
        words.extend(
            key.name.iter().filter(|own| **own != usual).map(|own| format!("{name} = {own:?}")),
        );
        words.extend(action("on_delete", &key.on_delete));
        words.extend(action("on_update", &key.on_update));
        if key.match_full {
            words.push("match_full".to_owned());
        }
        words.extend(further(&[], key.deferrable));
        if !self.modelled.contains(&key.table) {
            words.push("external".to_owned());
        }
        words
    }

    fn index_words(&self, table: &Table, index: &Index) -> Vec<String> {
        let mut words = Vec::new();
        let usual = convention::index(&table.name.name, &columns_of(index));
        let plain = columns_of(index).len() == index.parts.len();
        words.extend(named(Some(&index.name), if plain { &usual } else { "" }));
        if index.unique {
            words.push("unique".to_owned());
        }
        words.extend(index.method.iter().map(|method| format!("method = {method:?}")));
        words.extend(further(&index.include, None));
        words.extend(index.predicate.iter().map(|expr| self.sql("where", &expr.0)));
        if index.nulls_not_distinct {
            words.push("nulls_not_distinct".to_owned());
        }
        words.extend(settings(&index.with));
        words.extend(index.comment.iter().map(|comment| format!("comment = {comment:?}")));
        // What has words of one dialect is for that one alone; the others have no such index.
        let has_words = index.predicate.is_some() || !plain;
        if !self.alone && !has_words && (index.method.is_some() || self.has_opclass(index)) {
            words.push(format!("only = {:?}", self.dialect.name()));
        }
        words
    }

    fn has_opclass(&self, index: &Index) -> bool {
        index.parts.iter().any(|part| part.opclass.is_some())
    }

    fn is_bare(&self, part: &IndexPart) -> bool {
        !part.descending
            && part.nulls_first.is_none()
            && part.collation.is_none()
            && part.opclass.is_none()
            && matches!(part.key, IndexKey::Column(_))
    }

    fn part(&self, part: &IndexPart) -> String {
        let mut words = Vec::new();
        if part.descending {
            words.push("desc".to_owned());
        }
        if let Some(first) = part.nulls_first {
            words.push(format!("nulls = {:?}", if first { "first" } else { "last" }));
        }
        words.extend(part.collation.iter().map(|collation| format!("collation = {collation:?}")));
        words.extend(part.opclass.iter().map(|opclass| format!("opclass = {opclass:?}")));
        match &part.key {
            IndexKey::Column(column) if is_plain(column) && column != "expr" => {
                with_list(column, &words)
            }
            IndexKey::Column(column) => {
                with_list("expr", &[vec![format!("{column:?}")], words].concat())
            }
            IndexKey::Expr(expr) => {
                with_list("expr", &[vec![self.expression(&expr.0)], words].concat())
            }
        }
    }

    /// An expression in a list, said for this dialect alone where there are others.
    fn expression(&self, sql: &str) -> String {
        if self.alone { format!("{sql:?}") } else { format!("{} = {sql:?}", self.dialect.name()) }
    }
}

fn columns_of(index: &Index) -> Vec<String> {
    let column = |part: &IndexPart| match &part.key {
        IndexKey::Column(column) => Some(column.clone()),
        IndexKey::Expr(_) => None,
    };
    index.parts.iter().filter_map(column).collect()
}

fn unique_words(table: &Table, unique: &Unique) -> Vec<String> {
    let usual = convention::unique(&table.name.name, &unique.columns);
    let mut words: Vec<String> = named(unique.name.as_deref(), &usual).into_iter().collect();
    if unique.nulls_not_distinct {
        words.push("nulls_not_distinct".to_owned());
    }
    words.extend(further(&unique.include, unique.deferrable));
    let conflict = unique.on_conflict.iter().map(|word| word.to_lowercase());
    words.extend(conflict.map(|word| format!("on_conflict = {word:?}")));
    words
}

fn with_list(word: &str, inner: &[String]) -> String {
    if inner.is_empty() { word.to_owned() } else { format!("{word}({})", inner.join(", ")) }
}

fn list(columns: &[String]) -> String {
    let column = |name: &String| if is_plain(name) { name.clone() } else { format!("{name:?}") };
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

fn named(name: Option<&str>, usual: &str) -> Option<String> {
    name.filter(|name| *name != usual).map(|name| format!("name = {name:?}"))
}

fn further(include: &[String], deferrable: Option<Deferrable>) -> Vec<String> {
    let mut words = Vec::new();
    if !include.is_empty() {
        words.push(format!("include = [{}]", list(include)));
    }
    match deferrable {
        Some(Deferrable::Immediate) => words.push("deferrable".to_owned()),
        Some(Deferrable::Deferred) => words.push("deferrable = \"deferred\"".to_owned()),
        None => {}
    }
    words
}

fn settings(with: &std::collections::BTreeMap<String, String>) -> Option<String> {
    let words: Vec<String> = with
        .iter()
        .map(|(name, value)| match value.parse::<u64>() {
            Ok(number) => format!("{name} = {number}"),
            Err(_) => format!("{name} = {value:?}"),
        })
        .collect();
    (!words.is_empty()).then(|| format!("with({})", words.join(", ")))
}

fn action(word: &str, action: &Action) -> Option<String> {
    Some(match action {
        Action::NoAction => return None,
        Action::Restrict => format!("{word} = \"restrict\""),
        Action::Cascade => format!("{word} = \"cascade\""),
        Action::SetNull(some) if some.is_empty() => format!("{word} = \"set null\""),
        Action::SetDefault(some) if some.is_empty() => format!("{word} = \"set default\""),
        Action::SetNull(some) => format!("{word}(set_null = [{}])", list(some)),
        Action::SetDefault(some) => format!("{word}(set_default = [{}])", list(some)),
    })
}
