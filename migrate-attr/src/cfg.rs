//! Which `#[cfg(…)]` and `#[cfg_attr(…)]` count. Not a build's own features: a history has one schema for all of them.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::report::Report;

/// The attributes that count, `cfg_attr` replaced by what it holds; `None` if a `cfg` takes the whole item away.
pub fn effective(attributes: Vec<Attribute>, report: &mut Report) -> Option<Vec<Meta>> {
    let mut metas = Vec::with_capacity(attributes.len());
    for attribute in attributes {
        if !expand(attribute.meta, &mut metas, report) {
            return None;
        }
    }
    Some(metas)
}

fn expand(meta: Meta, metas: &mut Vec<Meta>, report: &mut Report) -> bool {
    match &meta {
        Meta::List(list) if list.path.is_ident("cfg") => match list.parse_args::<Meta>() {
            Ok(predicate) => return holds(&predicate, report),
            Err(error) => report.syntax(&error),
        },
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
                Ok(parts) => {
                    let mut parts = parts.into_iter();
                    if parts.next().is_some_and(|predicate| holds(&predicate, report)) {
                        return parts.all(|meta| expand(meta, metas, report));
                    }
                }
                Err(error) => report.syntax(&error),
            }
        }
        Meta::Path(_) | Meta::List(_) | Meta::NameValue(_) => metas.push(meta),
    }
    true
}

/// Every feature is on, every platform is ours, and nothing is a test.
fn holds(predicate: &Meta, report: &mut Report) -> bool {
    match predicate {
        Meta::Path(path) => !path.is_ident("test"),
        Meta::NameValue(_) => true,
        Meta::List(list) => {
            let parts = match list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            {
                Ok(parts) => parts,
                Err(error) => {
                    report.syntax(&error);
                    return true;
                }
            };
            if list.path.is_ident("not") {
                !parts.iter().all(|part| holds(part, report))
            } else if list.path.is_ident("any") {
                parts.iter().any(|part| holds(part, report))
            } else {
                parts.iter().all(|part| holds(part, report))
            }
        }
    }
}
