use super::*;

mod edits;
mod pages;
mod parts;
mod ranges;
mod stretch;

/// The content of all blocks of `markdown`, in a short notation.
fn check(markdown: &str, expected: &str) {
    check_as(Dialect::HUGO, markdown, expected);
}

fn check_as(dialect: Dialect, markdown: &str, expected: &str) {
    let blocks = parse_as(dialect, markdown, 0);
    let shown: Vec<String> = blocks
        .in_reading_order()
        .flat_map(|block| blocks.content(markdown, block))
        .map(|placed| show(&placed.node))
        .collect();

    assert_eq!(shown.join("\n"), expected, "{markdown:?}");
}

fn show(node: &Node) -> String {
    let all = |nodes: &[Placed]| {
        let shown: Vec<String> = nodes.iter().map(|placed| show(&placed.node)).collect();
        shown.join(" ")
    };
    match node {
        Node::Paragraph(text) => format!("p({})", show_text(text)),
        Node::Heading { level, text } => format!("h{level}({})", show_text(text)),
        Node::Code { language, text, .. } => format!("code:{language}({text:?})"),
        Node::Quote { alert: None, nodes } => format!("quote({})", all(nodes)),
        Node::Quote {
            alert: Some(alert),
            nodes,
        } => format!("{alert:?}({})", all(nodes)),
        Node::List {
            first,
            is_tight,
            items,
        } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    let tick = match item.checked {
                        None => "",
                        Some(true) => "[x]",
                        Some(false) => "[ ]",
                    };
                    format!("{tick}{}", all(&item.nodes))
                })
                .collect();
            let first = first.map(|first| first.to_string()).unwrap_or_default();
            let loose = if *is_tight { "" } else { "loose" };
            format!("list{first}{loose}({})", items.join(" | "))
        }
        Node::Table {
            alignments, rows, ..
        } => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(show_text).collect::<Vec<_>>().join(","))
                .collect();
            format!("table{alignments:?}({})", rows.join(" | "))
        }
        Node::Rule => "rule".to_owned(),
        Node::Html(html) => format!("html({html})"),
        Node::Details {
            summary,
            rest,
            is_open,
            inside,
            ..
        } => {
            let open = if *is_open { ",open" } else { "" };
            let inside = all(inside);
            let space = if inside.is_empty() { "" } else { " " };
            format!("details({summary},{rest}{open}{space}{inside})")
        }
        Node::Definitions(definitions) => {
            let shown: Vec<String> = definitions
                .iter()
                .map(|definition| match definition {
                    Definition::Term(text) => format!("{}:", show_text(text)),
                    Definition::Meaning { nodes, .. } => all(nodes),
                })
                .collect();
            format!("definitions({})", shown.join(" "))
        }
        Node::Shortcode(code) => format!("shortcode({})", code.source),
        Node::Picture(picture) => format!(
            "picture({},{},{})",
            picture.address,
            picture.alt,
            [picture.caption.as_str(), picture.title.as_str()].concat()
        ),
        Node::Footnote { number, nodes } => format!("footnote{number}({})", all(nodes)),
        Node::Rest { bytes } => format!("rest({bytes})"),
    }
}

fn show_text(text: &Text) -> String {
    let mut shown = String::new();
    for run in &text.runs {
        let style = run.style;
        let mut marks = String::new();
        for (on, mark) in [
            (style.is_bold, "b"),
            (style.is_italic, "i"),
            (style.is_struck, "s"),
            (style.kind == RunKind::Code, "c"),
            (style.kind == RunKind::Footnote, "n"),
            (style.kind == RunKind::Html, "h"),
            (style.kind == RunKind::Shortcode, "k"),
            (style.kind == RunKind::Math, "m"),
            (matches!(style.kind, RunKind::Picture(_)), "picture"),
            (style.mark == Mark::Below, "sub"),
            (style.mark == Mark::Above, "sup"),
            (style.mark == Mark::Key, "kbd"),
            (style.mark == Mark::Marked, "mark"),
            (style.mark == Mark::Underlined, "u"),
            (style.mark == Mark::Small, "small"),
        ] {
            if on {
                marks.push_str(mark);
            }
        }
        let letters = match style.kind {
            RunKind::Picture(index) => &text.pictures[index].address,
            _ => &text.text[run.range.clone()],
        };
        match (marks.as_str(), style.link) {
            ("", None) => shown.push_str(letters),
            (marks, None) => shown += &["<", marks, ":", letters, ">"].concat(),
            (marks, Some(link)) => {
                shown += &["<", marks, "@", &text.links[link], ":", letters, ">"].concat();
            }
        }
    }
    shown
}

#[test]
fn paragraphs_and_headings_are_blocks() {
    check(
        "# One\n\nTwo\nthree\n\nFour\n=",
        "h1(One)\np(Two three)\nh1(Four)",
    );
    check("###### Six {#id}", "h6(Six)");
}

#[test]
fn styles_nest() {
    check(
        "a **b *c*** ~~d~~ `e` _f_",
        "p(a <b:b ><bi:c> <s:d> <c:e> <i:f>)",
    );
}

#[test]
fn punctuation_is_set_as_hugo_does() {
    check(
        "\"Hi\" -- it's 'so'... ok --- yes",
        "p(“Hi” – it’s ‘so’… ok — yes)",
    );
}

#[test]
fn links_have_their_addresses() {
    check(
        "a [b **c**](https://d.nl)",
        "p(a <@https://d.nl:b ><b@https://d.nl:c>)",
    );
    check("<https://d.nl>", "p(<@https://d.nl:https://d.nl>)");
    check(
        "See https://d.nl/a_b_c.",
        "p(See <@https://d.nl/a_b_c:https://d.nl/a_b_c>.)",
    );
}

#[test]
fn a_link_finds_its_definition_in_another_block() {
    check(
        "[a], [b][A B]\n\n[A]: /one\n[a b]: /two\n",
        "p(<@/one:a>, <@/two:b>)",
    );
}

#[test]
fn lists_nest_and_know_whether_they_are_tight() {
    check("- a\n- b\n  1. c\n", "list(p(a) | p(b) list1(p(c)))");
    check("3. a\n\n4. b\n", "list3loose(p(a) | p(b))");
    check("- [x] a\n- [ ] b **c**\n", "list([x]p(a) | [ ]p(b <b:c>))");
    check("  - a\n    - b\n  - c\n", "list(p(a) list(p(b)) | p(c))");
}

#[test]
fn quotes_and_alerts_hold_blocks() {
    check("> a\n>\n> - b", "quote(p(a) list(p(b)))");
    check("> [!WARNING]\n> a", "Warning(p(a))");
}

#[test]
fn code_keeps_its_text() {
    check(
        "```rust {a=1}\nlet *a*;\n\n  b\n```",
        "code:rust(\"let *a*;\\n\\n  b\")",
    );
    check("    a\n      b\n", "code:(\"a\\n  b\")");
}

#[test]
fn tables_have_alignments() {
    check(
        "|a|b|c|\n|--|:-:|--:|\n|1|**2**|3|\n",
        "table[Left, Centre, Right](a,b,c | 1,<b:2>,3)",
    );
}

#[test]
fn a_picture_is_a_block_where_it_is_alone_and_a_letter_in_text() {
    check(
        " ![alt *x*](a.jpg \"title\") \n",
        "picture(a.jpg,alt x,title)",
    );
    check(
        "before ![x](a.jpg) after",
        "p(before <picture:a.jpg> after)",
    );
    check(
        "![x](a.jpg)\n![y](b.jpg)",
        "p(<picture:a.jpg> <picture:b.jpg>)",
    );
    check(
        "[![a](b.jpg)](https://c.nl)",
        "p(<picture@https://c.nl:b.jpg>)",
    );
    check("# ![x](a.jpg) b", "h1(<picture:a.jpg> b)");
    check(
        "|a|\n|-|\n|![x](b.jpg)|\n",
        "table[Left](a | <picture:b.jpg>)",
    );
}

#[test]
fn a_part_of_a_text_knows_where_its_letters_come_from() {
    let markdown = "one ![x](a.jpg) *two* three";
    let blocks = parse(markdown, 0);
    let placed = blocks.content(markdown, &blocks.blocks[0]);
    let Node::Paragraph(text) = &placed[0].node else {
        panic!();
    };

    let (before, after) = (text.part(0..1), text.part(2..text.runs.len()));

    assert_eq!((&*before.text, &*after.text), ("one", "two three"));
    for part in [&before, &after] {
        for run in &part.runs {
            let letters = &part.text[run.range.clone()];
            assert!(markdown[run.at_byte..].starts_with(letters), "{run:?}");
        }
    }
}

#[test]
fn rules_html_and_comments_are_told_apart() {
    check("***", "rule");
    check("<div>\na\n</div>\n", "html(<div>\na\n</div>)");
    check("<!--more-->\n", "");
    check(
        "a<br>b <abbr>c</abbr><!-- d -->",
        "p(a\nb <h:<abbr>>c<h:</abbr>>)",
    );
}

#[test]
fn tags_for_letters_are_drawn() {
    check(
        "H<sub>2</sub>O x<sup>*2*</sup> <kbd>Ctrl</kbd> <mark>so</mark>",
        "p(H<sub:2>O x<isup:2> <kbd:Ctrl> <mark:so>)",
    );
    check("a</sub> <sub>b", "p(a <sub:b>)");
    check(
        "<b>a</b> <em>b **c**</em> <del>d</del> <code>e</code> <u>f</u> <small>g</small>",
        "p(<b:a> <i:b ><bi:c> <s:d> <c:e> <u:f> <small:g>)",
    );
    check("a</b> **b</b> c**", "p(a <b:b><b: c>)");
    check(
        "<a href=\"https://a.nl\">b</a> c <a name=x>d</a>",
        "p(<@https://a.nl:b> c <h:<a name=x>>d)",
    );
}

#[test]
fn pictures_and_folds_in_html_are_drawn() {
    check("<img src=\"a.jpg\" alt=\"b\">", "picture(a.jpg,b,)");
    check("a <img src=a.jpg> b", "p(a <picture:a.jpg> b)");
    check(
        "<figure>\n<img src=\"a.jpg\">\n<figcaption>c</figcaption>\n</figure>\n",
        "picture(a.jpg,,c)",
    );
    check(
        "<details>\n<summary>More</summary>\n\n*a*\n\n</details>\n",
        "details(More,)\np(<i:a>)",
    );
}

#[test]
fn details_inside_of_a_block_hold_what_they_fold() {
    let details =
        |inside: &str| format!("<details>\n<summary>A</summary>\n\n{inside}\n\n</details>");
    let indented = |text: &str| text.replace('\n', "\n  ");
    check(
        &format!("- a\n\n  {}\n\n  z\n", indented(&details("b\n\n- c"))),
        "listloose(p(a) details(A, p(b) list(p(c))) p(z))",
    );
    let nested = details(&details("b"));
    check(
        &format!("> {}", nested.replace('\n', "\n> ")),
        "quote(details(A, details(A, p(b))))",
    );
    check("> <details>\n>\n> a\n\nb", "quote(details(,) p(a))\np(b)");
}

#[test]
fn details_without_end_are_read_in_one_go() {
    let many = "> <details>\n>\n> a\n>\n".repeat(3_000);
    let blocks = parse(&many, 0);

    let read: usize = blocks
        .in_reading_order()
        .map(|block| blocks.content(&many, block).len())
        .sum();

    assert!(read > 0);
}

#[test]
fn a_figure_says_all_that_is_below_it() {
    check(
        "{{< figure src=a.jpg title=\"T\" caption=\"*c*\" attr=\"Anna\" attrlink=\"https://a.nl\" >}}",
        "picture(a.jpg,,**T**\\\n*c* [Anna](<https://a.nl>))",
    );
}

#[test]
fn the_size_that_is_written_of_a_picture_is_read() {
    let sizes = |markdown: &str| {
        let blocks = parse(markdown, 0);
        match &blocks.content(markdown, &blocks.blocks[0])[0].node {
            Node::Picture(picture) => picture.size,
            other => panic!("{other:?}"),
        }
    };

    let fifty = Some(Length::Pixels(50));
    assert_eq!(sizes("<img src=a.jpg width=50>"), [fifty, None]);
    assert_eq!(
        sizes("<img src=a.jpg width=\"30%\" height=50px>"),
        [Some(Length::Percent(30)), fifty]
    );
    assert_eq!(sizes("<img src=a.jpg width=auto height=0>"), [None; 2]);
    assert_eq!(sizes("{{< figure src=a.jpg height=50 >}}"), [None, fifty]);
}

#[test]
fn formulas_keep_their_signs() {
    let check = |markdown: &str, expected: &str| {
        check_as(Dialect::HUGO.with_guessed_formulas(), markdown, expected);
    };
    check("a $x_1 * y_2$ b", "p(a <m:$x_1 * y_2$> b)");
    check("$$\na_1\n$$", "p(<m:$$\na_1\n$$>)");
    check("`$a_b$` $5 *and* $6", "p(<c:$a_b$> $5 <i:and> $6)");
}

#[test]
fn formulas_stand_between_the_delimiters_of_the_site() {
    let delimiters = Delimiters::default()
        .with("$$", "$$", true)
        .with("\\(", "\\)", false);
    let dialect = Dialect::of(Switches {
        formulas: Formulas::Between(delimiters),
        ..Switches::default()
    });
    let check = |markdown: &str, expected: &str| check_as(dialect, markdown, expected);

    check("$x *a* b$ \\(a*b*\\)", "p($x <i:a> b$ <m:\\(a*b*\\)>)");
    check("$$\na \\\\\n*b*\n$$", "p(<m:$$\na \\\\\n*b*\n$$>)");
    check("`$$` *a* $$", "p(<c:$$> <i:a> $$)");
    check("$$a\n\n*b*$$", "p($$a)\np(<i:b>$$)");
}

#[test]
fn definition_lists_have_terms_and_meanings() {
    check(
        "One\n: first\n: second\n\nTwo *x*\n\n: a\n\n  b\n",
        "definitions(One: p(first) p(second) Two <i:x>: p(a) p(b))",
    );
}

#[test]
fn shortcodes_in_code_are_text() {
    check(
        "```\n{{< a >}} {{</* b */>}}\n```",
        "code:(\"{{< a >}} {{< b >}}\")",
    );
    check("`{{< a >}}` {{%/* b */%}}", "p(<c:{{< a >}}> {{% b %}})");
}

#[test]
fn shortcodes_may_hold_what_looks_like_markup() {
    check(
        "{{< figure\n  src=\"a.jpg\"\n- caption=\"*b*\"\n>}}",
        "picture(a.jpg,,*b*)",
    );
    check(
        "[a]({{< ref \"b.md#c\" >}}) {{< relref \"d\" >}}",
        "p(<@b.md#c:a> <k@d:{{< relref \"d\" >}}>)",
    );
    check(
        "{{< highlight go >}}\na *b*\n\n# c\n{{< /highlight >}}",
        "code:go(\"a *b*\\n\\n# c\")",
    );
    check(
        "{{% note %}}\n\n*a*\n\n{{% /note %}}",
        "shortcode(note)\np(<i:a>)\nshortcode(/note)",
    );
}

#[test]
fn a_tick_box_knows_its_place() {
    let text = "- [ ] a\n- [x] b\n";
    let blocks = parse(text, 0);

    let Node::List { items, .. } = &blocks.content(text, &blocks.blocks[0])[0].node else {
        panic!();
    };

    let boxes: Vec<&str> = items
        .iter()
        .map(|item| &text[item.box_at_byte..item.box_at_byte + 3])
        .collect();
    assert_eq!(boxes, ["[ ]", "[x]"]);
}

#[test]
fn shortcodes_are_kept_as_written() {
    check("{{< youtube \"a--b\" >}}", "shortcode(youtube \"a--b\")");
    check("{{% a %}}\n{{< b >}}", "shortcode(a)\nshortcode(b)");
    check(
        "see {{< ref \"x_y_z\" >}} now",
        "p(see <k@x_y_z:{{< ref \"x_y_z\" >}}> now)",
    );
    check(
        "{{< figure src=\"a.jpg\" alt=\"b\" caption=\"c\" >}}",
        "picture(a.jpg,b,c)",
    );
    check("{{<b>}} a", "p(<k:{{<b>}}> a)");
}

#[test]
fn footnotes_stand_at_the_end_in_the_order_of_their_numbers() {
    check(
        "[^b]: two\n\nOne[^a] and[^b], [^none].\n\n[^a]: one\n    more\n\n[^c]: unused\n",
        "p(One<n:1> and<n:2>, [^none].)\nfootnote1(p(one more))\nfootnote2(p(two))",
    );
}

#[test]
fn an_indented_block_after_a_reference_to_a_footnote_is_code() {
    let markdown = "- a[^1]\n\n[^1]: b\n";
    check(markdown, "list(p(a<n:1>))\nfootnote1(p(b))");
}

#[test]
fn line_endings_of_windows_and_old_macs_do_no_harm() {
    check(
        "# a\r\n\r\nb\r\nc  \r\nd\r\n\r\n- e\r\n- f\r\n",
        "h1(a)\np(b c\nd)\nlist(p(e) | p(f))",
    );
    // A lone CR ends no line in Hugo, nor here; it is shown as a space.
    check("# a\r\rb", "h1(a)\np(b)");
}

#[test]
fn a_block_that_did_not_change_keeps_its_hash() {
    let before = parse("one\n\ntwo\n\nthree\n", 0);
    let after = parse("one\n\ntwo!\n\nnew\n\nthree\n", 0);

    assert_eq!(before.blocks[0].hash, after.blocks[0].hash);
    assert_ne!(before.blocks[1].hash, after.blocks[1].hash);
    assert_eq!(before.blocks[2].hash, after.blocks[3].hash);
}

#[test]
fn a_changed_definition_changes_the_hash_of_the_blocks_that_may_use_it() {
    let before = parse("[a]\n\nplain\n\n[a]: /one\n", 0);
    let after = parse("[a]\n\nplain\n\n[a]: /two\n", 0);

    assert_ne!(before.blocks[0].hash, after.blocks[0].hash);
    assert_eq!(before.blocks[1].hash, after.blocks[1].hash);
}

#[test]
fn ranges_count_from_the_start_of_the_article() {
    let text = "---\ntitle: é\n---\n\nOne é\n\n- two\n";

    let blocks = parse(text, 18);

    assert_eq!(&text[blocks.blocks[0].range.clone()], "One é\n");
    assert_eq!(blocks.index_at(0), Some(0));
    assert_eq!(blocks.index_at(text.len()), Some(1));
}

#[test]
fn runs_know_their_place_in_the_source() {
    let text = "a **bold** [link](x)";
    let blocks = parse(text, 0);

    let Node::Paragraph(read) = &blocks.content(text, &blocks.blocks[0])[0].node else {
        panic!();
    };

    for run in &read.runs {
        let letters = &read.text[run.range.clone()];
        assert_eq!(&text[run.at_byte..run.end_byte], letters);
    }
}

#[test]
fn a_caption_is_read_as_running_text() {
    let text = inline("Photo: **Anna** / [ANP](https://anp.nl)");

    assert_eq!(show_text(&text), "Photo: <b:Anna> / <@https://anp.nl:ANP>");
    assert_eq!(show_text(&inline("1. Photo")), "Photo");
}

#[test]
fn ten_thousand_levels_end_in_plain_text() {
    for markdown in [
        "> ".repeat(10_000) + "a",
        "- ".repeat(10_000) + "a",
        "1. ".repeat(10_000) + "a",
        "[".repeat(10_000) + "a" + &"](b)".repeat(10_000),
        "*".repeat(10_000) + "a" + &"*".repeat(10_000),
    ] {
        let blocks = parse(&markdown, 0);
        for block in blocks.in_reading_order() {
            let nodes = blocks.content(&markdown, block);
            assert!(!nodes.is_empty());
        }
    }
}
