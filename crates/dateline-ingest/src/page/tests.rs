use super::{Known, read_page};

/// What a page is read as, a part a line.
fn check(page: &str, expected: &expect_test::Expect) {
    let read = read_page(page, &Known::default());
    let mut shown = String::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            shown.push_str(&format!("{name}: {value}\n"));
        }
    };
    add("title", read.title.as_deref().unwrap_or_default());
    add("authors", &read.authors.join(" + "));
    add("outlet", read.outlet.as_deref().unwrap_or_default());
    add("credit", read.credit.as_deref().unwrap_or_default());
    add("published", &read.published.map(|day| day.to_string()).unwrap_or_default());
    if let Some((at, range)) = &read.dateline {
        add("dateline", read.paragraphs.get(*at).and_then(|p| p.get(range.clone())).unwrap_or("?"));
    }
    for paragraph in &read.paragraphs {
        add("body", paragraph);
    }
    for cut in &read.dropped {
        add(cut.why, &cut.text);
    }
    expected.assert_eq(&shown);
}

#[test]
fn clean_text_is_its_headline_and_its_paragraphs() {
    check(
        "Envoys open talks in Geneva\n\nEnvoys of both states met on Monday.\n\nThey agreed to meet again.\n",
        &expect_test::expect![[r#"
            title: Envoys open talks in Geneva
            body: Envoys of both states met on Monday.
            body: They agreed to meet again.
        "#]],
    );
}

#[test]
fn a_lone_paragraph_has_no_title() {
    for text in [
        "The king of Cambodia underwent surgery in Beijing.",
        "Envoys met. They agreed.",
        "Envoys open talks in Geneva",
        "GENEVA – Envoys of both states met on Monday and agreed to meet again within the week.",
    ] {
        let read = read_page(text, &Known::default());
        assert_eq!(
            (read.title, read.paragraphs.as_slice(), read.dropped.len()),
            (None, &[text.to_owned()][..], 0)
        );
    }
}

#[test]
fn a_headline_that_looks_like_debris_stays_where_there_is_no_other() {
    for title in [
        "Watch: minister storms out of hearing",
        "Photo: rebels pose with captured tank",
        "Advertisement - free zone opens",
    ] {
        let page = format!(
            "{title}\n\nThe minister left the hearing on Monday after he had been asked about the ferry.\n"
        );
        assert_eq!(read_page(&page, &Known::default()).title.as_deref(), Some(title));
    }
}

#[test]
fn a_known_title_is_not_repeated_in_the_body() {
    let known = Known { title: Some("Envoys open talks"), outlet: Some("The Harbour Post") };
    let read = read_page(
        "The Harbour Post\nEnvoys open talks | The Harbour Post\nEnvoys open talks\nEnvoys of both states met on Monday and agreed to meet again within the week.",
        &known,
    );
    assert_eq!(read.paragraphs.len(), 1);
    assert_eq!(
        read.dropped.iter().map(|cut| cut.why).collect::<Vec<_>>(),
        ["masthead", "repeated-title", "repeated-title"]
    );
}

#[test]
fn lists_of_links_end_where_the_story_goes_on() {
    check(
        "Port strike spreads\n\nDockers in three towns stopped work on Monday after talks with the owners had failed.\n\nRelated stories\nFerry fares rise again\nWho owns the port?\n\nOwners' reply\n\nThe owners said that they would go to court on Tuesday to have the strike forbidden.\n",
        &expect_test::expect![[r#"
            title: Port strike spreads
            body: Dockers in three towns stopped work on Monday after talks with the owners had failed.
            body: Owners' reply
            body: The owners said that they would go to court on Tuesday to have the strike forbidden.
            related: Related stories
            related: Ferry fares rise again
            related: Who owns the port?
        "#]],
    );
}

#[test]
fn an_ambiguous_date_is_settled_by_the_weekday_or_left_open() {
    let page = |day: &str| {
        format!(
            "12-08-2020 09:15\nPort strike spreads to the north\n\nDockers in three towns stopped work early on {day} after talks with the owners had failed.\n"
        )
    };
    let published = |day| read_page(&page(day), &Known::default()).published.map(|day| day.to_string());
    assert_eq!(published("Wednesday").as_deref(), Some("2020-08-12"));
    assert_eq!(published("Tuesday").as_deref(), Some("2020-12-08"));
    assert_eq!(published("Sunday"), None);
}

#[test]
fn a_page_that_only_says_when_it_changed_has_no_publication_date() {
    let page = "Port strike spreads to the north\nUpdated 10:32 GMT, 5 May 2023\n\nDockers in three towns stopped work on Monday after talks with the owners had failed.\n";
    let read = read_page(page, &Known::default());
    assert_eq!(read.published, None);
    assert_eq!(
        read.notes,
        ["The page says only when it was updated (2023-05-05), not when it was published."]
    );
}
