//! Additions to a struct of a file, which otherwise stays as it is to the byte. Decides nothing about what is added.

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use syn::{Fields, Item, ItemStruct, Visibility};

use crate::write::Addition;

/// `text` with what is added to the struct called `ident`; `None` if the file has no such struct with named fields.
pub fn add(text: &str, ident: &str, addition: &Addition) -> Option<String> {
    let file = syn::parse_file(text).ok()?;
    let found = structure(&file.items, ident)?;
    let Fields::Named(fields) = &found.fields else { return None };
    let head = match &found.vis {
        Visibility::Public(word) => word.span,
        Visibility::Restricted(restricted) => restricted.pub_token.span,
        Visibility::Inherited => found.struct_token.span,
    };
    let head = offset(text, head.start())?;
    let close = offset(text, fields.brace_token.span.close().start())?;
    let indent = &text[text[..head].rfind('\n').map_or(0, |at| at + 1)..head];
    let indent: String = indent.chars().take_while(|letter| letter.is_whitespace()).collect();
    let mut out = text[..head].to_owned();
    for attribute in &addition.attributes {
        out.push_str(&format!("{attribute}\n{indent}"));
    }
    let body = text[head..close].trim_end();
    let comma = !fields.named.is_empty() && !fields.named.trailing_punct();
    if comma && !addition.fields.is_empty() {
        // The comma belongs behind the last field, before any comment that follows it.
        let open = fields.brace_token.span.open().start();
        let last = offset(text, last_within(text.parse().ok()?, open)?)?;
        out.push_str(&text[head..last]);
        out.push(',');
        out.push_str(text[last..close].trim_end());
    } else {
        out.push_str(body);
    }
    if addition.fields.is_empty() {
        out.push_str(&text[head + body.len()..close]);
    } else {
        for field in &addition.fields {
            for line in field.lines() {
                out.push_str(&format!("\n{indent}{line}"));
            }
            out.push(',');
        }
        out.push_str(&format!("\n{indent}"));
    }
    out.push_str(&text[close..]);
    Some(out)
}

fn structure<'i>(items: &'i [Item], ident: &str) -> Option<&'i ItemStruct> {
    items.iter().find_map(|item| match item {
        Item::Struct(found) if found.ident == ident => Some(found),
        Item::Mod(module) => structure(&module.content.as_ref()?.1, ident),
        _ => None,
    })
}

/// Where the last word ends within the braces that open at `open`.
fn last_within(tokens: TokenStream, open: LineColumn) -> Option<LineColumn> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) if group.span_open().start() == open => {
            group.stream().into_iter().last().map(|last| last.span().end())
        }
        TokenTree::Group(group) => last_within(group.stream(), open),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    })
}

/// Where a line and a column, counted in letters, stand in the text.
fn offset(text: &str, at: LineColumn) -> Option<usize> {
    let line: usize = text.split_inclusive('\n').take(at.line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(line..)?;
    Some(line + rest.chars().take(at.column).map(char::len_utf8).sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_file_stays() {
        let addition = Addition {
            attributes: vec!["#[table(index(columns = [a]))]".to_owned()],
            fields: vec!["    #[column(unique)]\n    pub b: i64".to_owned()],
        };
        for (before, after) in [
            (
                "// é\n#[derive(Table)]\npub struct T {\n    pub a: i64, // first\n}\n\nfn f() {}\n",
                "// é\n#[derive(Table)]\n#[table(index(columns = [a]))]\npub struct T {\n    pub a: i64, // first\n    \
                 #[column(unique)]\n    pub b: i64,\n}\n\nfn f() {}\n",
            ),
            (
                "struct T { a: i64 }",
                "#[table(index(columns = [a]))]\nstruct T { a: i64,\n    #[column(unique)]\n    pub b: i64,\n}",
            ),
            (
                "mod m {\n    struct T {\n        é: i64 // é\n    }\n}\n",
                "mod m {\n    #[table(index(columns = [a]))]\n    struct T {\n        é: i64, // é\n        \
                 #[column(unique)]\n        pub b: i64,\n    }\n}\n",
            ),
        ] {
            assert_eq!(add(before, "T", &addition).as_deref(), Some(after));
        }
        assert_eq!(add("struct T(i64);", "T", &addition), None);
        let none = Addition::default();
        assert_eq!(add("struct T { a: i64 }", "T", &none).as_deref(), Some("struct T { a: i64 }"));
    }
}
