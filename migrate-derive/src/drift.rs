//! What the build script found missing in the migrations, told by the compiler at its place in the struct. Finds nothing
//! itself: the script leaves `migrate-drift.tsv` in OUT_DIR, which is this crate's only while the crate is compiled that
//! the script belongs to.

use std::path::Path;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// One line of the file.
struct Told<'a> {
    is_error: bool,
    path: &'a Path,
    line: usize,
    column: usize,
    text: &'a str,
}

/// An error or a warning for each place in `item` of which the build script had something to say.
pub(crate) fn expand(item: &TokenStream) -> TokenStream {
    let Some(folder) = std::env::var_os("OUT_DIR").filter(|_| proc_macro::is_available()) else {
        return TokenStream::new();
    };
    let said =
        std::fs::read_to_string(Path::new(&folder).join("migrate-drift.tsv")).unwrap_or_default();
    let told: Vec<Told<'_>> = said.lines().filter_map(read).collect();
    let mut code = TokenStream::new();
    if !told.is_empty() {
        tell(item, &told, &mut code);
    }
    code
}

fn read(line: &str) -> Option<Told<'_>> {
    let mut words = line.splitn(5, '\t');
    Some(Told {
        is_error: words.next()? == "error",
        path: Path::new(words.next()?),
        line: words.next()?.parse().ok()?,
        column: words.next()?.parse().ok()?,
        text: words.next()?,
    })
}

/// Goes through all words of the item, those in its attributes too.
fn tell(tokens: &TokenStream, told: &[Told<'_>], code: &mut TokenStream) {
    for token in tokens.clone() {
        let span = match &token {
            TokenTree::Group(group) => {
                tell(&group.stream(), told, code);
                group.span_open()
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => token.span(),
        };
        code.extend(told.iter().filter(|told| is_at(span, told)).map(|told| say(span, told)));
    }
}

/// Whether a span begins where something is to be told. The compiler may know the file by a longer path than the script.
fn is_at(span: Span, told: &Told<'_>) -> bool {
    let place = span.unwrap();
    place.line() == told.line
        && place.column() == told.column
        && place
            .local_file()
            .is_some_and(|file| file.ends_with(told.path) || told.path.ends_with(&file))
}

/// A macro has no way to warn but to use something that is deprecated.
fn say(span: Span, told: &Told<'_>) -> TokenStream {
    let text = told.text;
    if told.is_error {
        return quote_spanned! { span => ::core::compile_error!(#text); };
    }
    quote_spanned! { span =>
        const _: () = {
            #[deprecated(note = #text)]
            const MIGRATION_MISSING: () = ();
            MIGRATION_MISSING
        };
    }
}
