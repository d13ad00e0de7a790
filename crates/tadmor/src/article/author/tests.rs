//! Bylines of invented people.

use super::signature;
use crate::tables::Tables;

fn read(line: &str, sure: bool) -> Option<(String, Vec<String>)> {
    let tables = Tables::shipped().unwrap();
    let signature = signature::read(line, sure, &tables)?;
    let names = signature.names.iter().filter(|name| !name.several && !name.handle);
    let names = names.map(|name| line[name.span.start..name.span.end].to_owned()).collect();
    Some((line[signature.span.start..signature.span.end].to_owned(), names))
}

#[test]
fn names_are_told_from_what_stands_around_them() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("By Anna Kowal", "Anna Kowal", &["Anna Kowal"]),
        (
            "By Anna Kowal, Jan Berg and Li Wen",
            "Anna Kowal, Jan Berg and Li Wen",
            &["Anna Kowal", "Jan Berg", "Li Wen"],
        ),
        ("Von Anna Kowal und Jan von Berg", "Anna Kowal und Jan von Berg", &["Anna Kowal", "Jan von Berg"]),
        ("Text von Dr. Anna Kowal | 12. Mai 2031", "Dr. Anna Kowal", &["Anna Kowal"]),
        ("Written by Anna Kowal, PhD", "Anna Kowal, PhD", &["Anna Kowal"]),
        ("By Anna Kowal Staff Writer", "Anna Kowal", &["Anna Kowal"]),
        ("By Anna Kowal, Middle East correspondent", "Anna Kowal", &["Anna Kowal"]),
        ("By Anna Kowal on May 12, 2031", "Anna Kowal", &["Anna Kowal"]),
        ("Posted by: Anna Kowal December 3, 2031", "Anna Kowal", &["Anna Kowal"]),
        ("12 May 2031 by Anna Kowal", "Anna Kowal", &["Anna Kowal"]),
        ("Par Anna Kowal et Jan Berg", "Anna Kowal et Jan Berg", &["Anna Kowal", "Jan Berg"]),
        ("Автор: Анна Коваль", "Анна Коваль", &["Анна Коваль"]),
        ("بقلم: سامي الحداد", "سامي الحداد", &["سامي الحداد"]),
        ("By Anna Kowal (akowal@lake.example)", "Anna Kowal", &["Anna Kowal"]),
        ("By Newsdesk", "Newsdesk", &[]),
        ("By ANNA KOWAL AND JAN BERG", "ANNA KOWAL AND JAN BERG", &["ANNA KOWAL", "JAN BERG"]),
    ];
    for (line, written, names) in cases {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(read(line, false), Some(((*written).to_owned(), names)), "{line}");
    }
}

#[test]
fn a_line_that_names_nobody_signs_nothing() {
    for line in
        ["By Monday the town was empty", "Anna Kowal", "by admin", "By the river", "Author", "By 2031"]
    {
        assert_eq!(read(line, false).filter(|(_, names)| !names.is_empty()), None, "{line}");
    }
    assert_eq!(read("admin", true), None);
    assert_eq!(read("https://lake.example/kowal", true), None);
}

#[test]
fn a_marked_element_needs_no_words_before_the_name() {
    assert_eq!(read("Anna Kowal", true).unwrap().0, "Anna Kowal");
    assert_eq!(read("akowal7", true), Some(("akowal7".to_owned(), vec![])));
    assert_eq!(read("Anna Kowal,AK", true).unwrap().1, ["Anna Kowal"]);
}
