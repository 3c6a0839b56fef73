//! What is asked of the catalogue: one query for each kind of object, whatever their number. The columns of each are what
//! `read.rs` takes, in that order.

/// Between the items of a list within one value: no identifier can be expected to hold it.
pub(super) const ITEM: char = '\u{1f}';

/// Between a namespace and a name within one item.
pub(super) const PART: char = '\u{1e}';

/// Keeps the settings that the server's texts depend on, and fixes them. A path that leads nowhere becomes `public`.
pub(super) const ENTER: &str = "\
SELECT set_config('migrate.' || name, current_setting(name), false), set_config(name, value, false)
FROM (VALUES
    ('search_path', CASE WHEN current_schema() IS NULL THEN 'public' ELSE current_setting('search_path') END),
    ('datestyle', 'ISO, YMD'),
    ('intervalstyle', 'postgres'),
    ('timezone', 'UTC'),
    ('extra_float_digits', '1'),
    ('quote_all_identifiers', 'off')
) AS wanted (name, value)";

/// Puts the settings back.
pub(super) const LEAVE: &str = "\
SELECT set_config(name, current_setting('migrate.' || name), false)
FROM (VALUES
    ('search_path'), ('datestyle'), ('intervalstyle'), ('timezone'), ('extra_float_digits'), ('quote_all_identifiers')
) AS kept (name)";

/// The first question, on which the others depend: catalogues grow with the versions.
pub(super) const VERSION: &str =
    "SELECT current_setting('server_version_num'), quote_ident(current_schema())";

/// Tables that neither this role owns nor a role whose rights it has.
pub(super) const FOREIGN: &str = "\
SELECT NULLIF(n.nspname, current_schema()), c.relname, pg_get_userbyid(c.relowner)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT pg_has_role(c.relowner, 'USAGE')
ORDER BY 1, 2";

/// The others, in the order in which their answers are read.
pub(super) fn queries(version: u32) -> [String; 11] {
    let recent = |column: &str, otherwise: &str| {
        if version >= 150_000 { column } else { otherwise }.to_owned()
    };
    [
        NAMESPACES.to_owned(),
        ENUMS.to_owned(),
        typed(DOMAINS, "t.typbasetype", "t.typtypmod"),
        TABLES.to_owned(),
        typed(COLUMNS, "a.atttypid", "a.atttypmod"),
        SEQUENCES.to_owned(),
        CONSTRAINTS
            .replace("{nulls}", &recent("i.indnullsnotdistinct", "false"))
            .replace("{set}", &recent("c.confdelsetcols::text", "NULL"))
            .replace("{odd}", if version >= 180_000 { ODD } else { "NULL" }),
        INDEXES.replace("{nulls}", &recent("i.indnullsnotdistinct", "false")),
        VIEWS.to_owned(),
        ROUTINES.to_owned(),
        TRIGGERS.to_owned(),
    ]
    .map(|query| query.replace("{user}", USER))
}

/// Namespaces that people make. Names that begin with `pg_` are the server's own.
const USER: &str = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/// Puts in how a type is told: by name with its namespace if it, or its element, is an enum or a domain; by the server's
/// text otherwise.
fn typed(query: &str, ty: &str, modifier: &str) -> String {
    query
        .replace(
            "{type}",
            &format!(
                "format_type({ty}, {modifier}), NULLIF(en.nspname, current_schema()), el.typname, el.oid <> ty.oid"
            ),
        )
        .replace(
            "{typed}",
            &format!(
                "JOIN pg_type ty ON ty.oid = {ty}
LEFT JOIN pg_type el ON el.typtype IN ('e', 'd')
    AND el.oid = CASE WHEN ty.typelem <> 0 AND ty.typlen = -1 THEN ty.typelem ELSE ty.oid END
LEFT JOIN pg_namespace en ON en.oid = el.typnamespace"
            ),
        )
}

const NAMESPACES: &str = "\
SELECT 'namespace', n.nspname, NULL
FROM pg_namespace n
WHERE {user} AND n.nspname <> 'public' AND n.nspname IS DISTINCT FROM current_schema()
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
UNION ALL
SELECT 'extension', x.extname, CASE
    WHEN n.nspname IN ('pg_catalog', current_schema()) THEN NULL
    WHEN EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e') THEN NULL
    ELSE n.nspname END
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql'";

const ENUMS: &str = "\
SELECT NULLIF(n.nspname, current_schema()), t.typname, e.enumlabel, d.description
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_enum e ON e.enumtypid = t.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typtype = 'e' AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY t.oid, e.enumsortorder";

const DOMAINS: &str = "\
SELECT NULLIF(n.nspname, current_schema()), t.typname, {type},
    t.typnotnull, COALESCE(pg_get_expr(t.typdefaultbin, 0), t.typdefault),
    CASE WHEN t.typcollation <> ty.typcollation THEN co.collname END,
    c.conname, pg_get_expr(c.conbin, 0), c.convalidated
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
{typed}
LEFT JOIN pg_collation co ON co.oid = t.typcollation
LEFT JOIN pg_constraint c ON c.contypid = t.oid AND c.contype = 'c'
WHERE t.typtype = 'd' AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY t.oid, c.conname";

const TABLES: &str = "\
SELECT c.oid, NULLIF(n.nspname, current_schema()), c.relname, c.relpersistence,
    array_to_string(c.reloptions, E'\\x1f'), d.description, pg_get_partkeydef(c.oid),
    pg_get_expr(c.relpartbound, c.oid),
    (SELECT string_agg(COALESCE(NULLIF(pn.nspname, current_schema()), '') || E'\\x1e' || p.relname, E'\\x1f'
            ORDER BY i.inhseqno)
        FROM pg_inherits i
        JOIN pg_class p ON p.oid = i.inhparent
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE i.inhrelid = c.oid)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')";

/// Those of materialized views as well, whose indexes name them.
const COLUMNS: &str = "\
SELECT a.attrelid, a.attnum, a.attname, {type}, a.attnotnull, pg_get_expr(ad.adbin, ad.adrelid), a.attgenerated,
    a.attidentity, CASE WHEN a.attcollation <> ty.typcollation THEN co.collname END, d.description,
    a.attislocal OR c.relispartition
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
{typed}
LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_description d
    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm') AND {user}
ORDER BY a.attrelid, a.attnum";

const SEQUENCES: &str = "\
SELECT NULLIF(n.nspname, current_schema()), c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement,
    s.seqmin, s.seqmax, s.seqcache, s.seqcycle, o.refobjid, o.refobjsubid, o.deptype,
    'nextval(' || quote_literal(c.oid::regclass::text) || '::regclass)'
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
    AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
WHERE {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')";

/// What a schema has no words for, from 18 on.
const ODD: &str = "\
CASE WHEN c.conperiod THEN 'it holds for periods'
        WHEN NOT c.conenforced THEN 'it is not enforced'
        WHEN c.contype = 'n' AND NOT c.convalidated THEN 'rows that were there may break it'
        WHEN c.contype = 'n' AND c.connoinherit THEN 'it is not inherited' END";

const CONSTRAINTS: &str = "\
SELECT c.conrelid, c.conname, c.contype, c.conkey::text, c.confrelid, NULLIF(rn.nspname, current_schema()), r.relname,
    c.confkey::text, c.confdeltype, c.confupdtype, c.confmatchtype, c.condeferrable, c.condeferred, c.convalidated,
    c.connoinherit, CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid)
        WHEN 'x' THEN pg_get_constraintdef(c.oid) END,
    {set}, i.indkey::text, i.indnkeyatts, {nulls}, {odd}, pg_get_constraintdef(c.oid)
FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
LEFT JOIN pg_class r ON r.oid = c.confrelid
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
WHERE c.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND c.conparentid = 0 AND (c.conislocal OR c.coninhcount = 0) AND {user}
ORDER BY c.conrelid, c.conname";

/// One row for each part of each index that no constraint owns and that no parent's index brought along.
const INDEXES: &str = "\
SELECT i.indrelid, ic.relname, i.indisunique, {nulls}, am.amname, array_to_string(ic.reloptions, E'\\x1f'),
    pg_get_expr(i.indpred, i.indrelid), d.description, k.ord >= i.indnkeyatts, i.indkey[k.ord],
    CASE WHEN i.indkey[k.ord] = 0 THEN pg_get_indexdef(i.indexrelid, k.ord + 1, false) END,
    i.indoption[k.ord] & 1 <> 0, i.indoption[k.ord] & 2 <> 0,
    CASE WHEN i.indcollation[k.ord] <> COALESCE(a.attcollation, ty.typcollation) THEN co.collname END,
    CASE WHEN NOT oc.opcdefault THEN
        CASE WHEN pg_opclass_is_visible(oc.oid) THEN quote_ident(oc.opcname)
        ELSE quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) END END
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_am am ON am.oid = ic.relam
CROSS JOIN LATERAL generate_series(0, i.indnatts - 1) AS k (ord)
JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = k.ord + 1
JOIN pg_type ty ON ty.oid = ia.atttypid
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.ord] AND i.indkey[k.ord] <> 0
LEFT JOIN pg_collation co ON k.ord < i.indnkeyatts AND co.oid = i.indcollation[k.ord]
LEFT JOIN pg_opclass oc ON k.ord < i.indnkeyatts AND oc.oid = i.indclass[k.ord]
LEFT JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = ic.oid AND d.objsubid = 0
WHERE t.relkind IN ('r', 'p', 'm') AND NOT ic.relispartition AND {user}
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, ic.relname, k.ord";

const VIEWS: &str = "\
SELECT c.oid, NULLIF(n.nspname, current_schema()), c.relname, c.relkind, pg_get_viewdef(c.oid),
    array_to_string(c.reloptions, E'\\x1f'), d.description,
    (SELECT string_agg(DISTINCT COALESCE(NULLIF(rn.nspname, current_schema()), '') || E'\\x1e' || r.relname
            || E'\\x1e' || COALESCE(ra.attname, ''), E'\\x1f')
        FROM pg_rewrite w
        JOIN pg_depend p ON p.classid = 'pg_rewrite'::regclass AND p.objid = w.oid
            AND p.refclassid = 'pg_class'::regclass AND p.refobjid <> c.oid
        JOIN pg_class r ON r.oid = p.refobjid
        JOIN pg_namespace rn ON rn.oid = r.relnamespace
        LEFT JOIN pg_attribute ra ON ra.attrelid = r.oid AND ra.attnum = p.refobjsubid AND p.refobjsubid > 0
        WHERE w.ev_class = c.oid AND r.relkind IN ('r', 'p', 'v', 'm', 'f'))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind IN ('v', 'm') AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')";

const ROUTINES: &str = "\
SELECT NULLIF(n.nspname, current_schema()), p.proname, oidvectortypes(p.proargtypes), pg_get_functiondef(p.oid)
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind IN ('f', 'p', 'w') AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')";

const TRIGGERS: &str = "\
SELECT g.tgrelid, g.tgname, pg_get_triggerdef(g.oid, true)
FROM pg_trigger g
JOIN pg_class c ON c.oid = g.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT g.tgisinternal AND {user}
    AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_trigger'::regclass AND e.objid = g.oid AND e.deptype IN ('P', 'S', 'e'))
ORDER BY g.tgrelid, g.tgname";
