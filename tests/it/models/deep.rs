//! Source that nests deeper than a stack holds is told, not run into; so is what is read beside the models.

use migrate_syntax::Source;

#[test]
fn a_model_that_nests_too_deep_is_told_at_its_place() {
    for (left, middle, right) in
        [("Option<", "i64", ">"), ("(", "i64", ")"), ("&", "str", ""), ("[", "u8", "]")]
    {
        let ty = [left.repeat(100_000).as_str(), middle, &right.repeat(100_000)].concat();
        let text =
            format!("#[derive(Table)]\nstruct A {{ #[column(primary_key)] id: i64, x: {ty} }}");
        let problems = migrate_syntax::parse(&[Source::new("src/table.rs", text)]).unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(
            told[0].contains("src/table.rs:2:") && told[0].contains("nests too deep"),
            "{told:?}"
        );
    }
}

#[test]
fn as_deep_as_is_allowed_is_read() {
    let depth = 490;
    let (open, close) = ("(".repeat(depth), ")".repeat(depth));
    let chain = "if a { 1 } else ".repeat(depth);
    let text = format!(
        "const A: i32 = {open}1{close};\nfn f() -> i32 {{ {chain} {{ 2 }} }}\n\
         #[derive(Table)]\nstruct A {{ #[column(primary_key)] id: i64, x: {}i64{} }}",
        "Box<".repeat(depth),
        ">".repeat(depth)
    );
    let problems = migrate_syntax::parse(&[Source::new("src/table.rs", text)]).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.len() == 1 && told[0].contains("of `x` is not known"), "{told:?}");
}

#[test]
fn a_neighbour_that_nests_too_deep_is_passed_over() {
    let deep = format!("const X: i32 = {}1;", "-".repeat(100_000));
    let model = "#[derive(Table)] struct A { #[column(primary_key)] id: i64 }";
    let sources = [Source::new("src/table.rs", model), Source::context("src/lib.rs", deep)];
    assert_eq!(migrate_syntax::parse(&sources).unwrap().tables().len(), 1);
}
