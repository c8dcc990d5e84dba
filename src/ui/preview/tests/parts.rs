//! Blocks that are so long that they come in parts are for the reader what they are undivided.

use egui::Color32;

use super::*;
use crate::model::{code::Grammars, markdown::blocks::Kind};

const WHOLE: Dialect = Dialect::HUGO.in_parts_of(usize::MAX);

/// `count` times what `line` makes of a number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

impl Window {
    fn reading(text: &str, dialect: Dialect, height: f32) -> Self {
        let mut window = Self::new("");
        window.dialect = dialect;
        window.size.y = height;
        window.edit(0..0, text);
        window.settle();
        window
    }

    /// Brings what comes from `needle` in the source into view.
    fn show(&mut self, needle: &str) {
        self.state.scroll_to_byte = self.article.text().find(needle);
        self.settle();
    }

    /// Where the line of a text is drawn that starts with `words`.
    fn line(&self, words: &str) -> Rect {
        let (name, at) = self
            .seen
            .iter()
            .find(|(name, _)| {
                name.lines()
                    .any(|line| line.trim_start().starts_with(words))
            })
            .unwrap_or_else(|| panic!("{words:?} is not in {:?}", self.seen));
        let lines: Vec<&str> = name.split('\n').collect();
        let number = lines
            .iter()
            .position(|line| line.trim_start().starts_with(words))
            .unwrap();
        let height = at.height() / lines.len() as f32;
        let corner = at.left_top() + vec2(0.0, height * number as f32);
        Rect::from_min_size(corner, vec2(at.width(), height))
    }

    /// The part of its block that shows what stands at `needle`.
    fn part_of(&self, needle: &str) -> usize {
        let (_, blocks) = self.parsed.as_ref().unwrap();
        let index = blocks.index_at(self.article.text().find(needle).unwrap());
        let block = blocks.get(index.unwrap()).unwrap();
        block.part.as_ref().map_or(0, |part| part.number)
    }

    fn double_click(&mut self, at: Pos2) {
        self.seconds += 1.0;
        self.click(at, Modifiers::NONE);
        self.click(at, Modifiers::NONE);
    }

    /// Reads the code that is asked for, as a worker does.
    fn read_code(&mut self, grammars: &Grammars) {
        for _ in 0..4 {
            for action in std::mem::take(&mut self.actions) {
                if let Action::WantCode(code) = action {
                    let spans = grammars.read(&code);
                    self.codes.insert(code, spans);
                }
            }
            self.settle();
        }
    }

    /// The letters of the texts that stand in the column of the page, from the top, in their
    /// colours.
    fn letters(&self) -> Vec<(char, Color32)> {
        let mut texts: Vec<&egui::epaint::TextShape> = self
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        texts.sort_by(|one, other| one.pos.y.total_cmp(&other.pos.y));
        let mut letters = Vec::new();
        for text in texts {
            for section in &text.galley.job.sections {
                let range = section.byte_range.start.0..section.byte_range.end.0;
                let colour = section.format.color;
                let seen = text.galley.job.text[range]
                    .split_whitespace()
                    .collect::<String>();
                letters.extend(seen.chars().map(|c| (c, colour)));
            }
        }
        letters
    }

    /// From where to where the page is filled with a colour, from the top, what touches as one.
    fn filled(&self, colour: Color32) -> Vec<[f32; 2]> {
        let mut runs: Vec<[f32; 2]> = self
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect(rect) if rect.fill == colour => {
                    Some([rect.rect.top(), rect.rect.bottom()])
                }
                _ => None,
            })
            .collect();
        runs.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let mut filled: Vec<[f32; 2]> = Vec::new();
        for [top, bottom] in runs {
            match filled.last_mut() {
                Some(last) if top <= last[1] => last[1] = last[1].max(bottom),
                _ => filled.push([top, bottom]),
            }
        }
        filled
    }
}

#[test]
fn a_task_in_a_later_part_is_ticked_where_it_stands() {
    let tasks = lines(800, |number| {
        format!("- [ ] task {number}.\n  1. [x] done {number}.\n")
    });
    let mut window = Window::new(&format!("Words\n\n{tasks}"));

    for task in [
        "[ ] task 0.",
        "[ ] task 150.",
        "[x] done 450.",
        "[ ] task 799.",
    ] {
        window.show(task);
        window.actions.clear();
        let (_, name) = task.split_at(4);
        window.click(
            window.at(&format!("Task: {name}")).center(),
            Modifiers::NONE,
        );

        let [Action::Tick { at_byte, .. }] = window.actions[..] else {
            panic!("{:?}", window.actions);
        };
        assert_eq!(Some(at_byte), window.article.text().find(task));
    }
    assert!(window.part_of("task 450.") >= 2);
}

#[test]
fn a_double_click_in_a_later_part_goes_to_its_line_in_the_source() {
    let rows = lines(400, |number| format!("| row {number}. | é | words |\n"));
    for text in [
        lines(400, |number| format!("- row {number}. words\n")),
        lines(400, |number| {
            format!("{}. row {number}. words\n", number + 7)
        }),
        lines(400, |number| format!("> row {number}. words\n>\n")),
        lines(400, |number| {
            format!("> row {number}. words\n\n> another\n>\n> - one\n>\n")
        }),
        lines(400, |number| {
            format!("row {number}. of terms\n: what it is\n\n")
        }),
        format!("| a | b | c |\n|---|--:|---|\n{rows}"),
        format!(
            "```\n{}```\n",
            lines(400, |number| format!("row {number}. é\n"))
        ),
        lines(400, |number| format!("    row {number}. é\n")),
        format!(
            "```rust\r\n{}```\r\n",
            lines(400, |number| format!("\trow {number}. é\r\n"))
        ),
    ] {
        let mut window = Window::new(&text);
        for row in ["row 0.", "row 170.", "row 300.", "row 399."] {
            window.show(row);
            window.actions.clear();
            let at = window.line(row).left_center() + vec2(1.0, 0.0);
            window.double_click(at);

            let Some(Action::GoTo { at_byte, .. }) = window.actions.last() else {
                panic!("{:?}", window.actions);
            };
            let line = text[*at_byte..].split('\n').next().unwrap();
            assert!(
                line.trim_start().starts_with(row),
                "{row} {line:?} {at_byte} {:?}",
                &text[..40]
            );
        }
    }
}

#[test]
fn code_in_parts_is_copied_as_it_is_written() {
    let code = lines(900, |number| format!("\trow {number} {{\n\t}}\n\n\n"));
    let code = code.trim_end();
    let indented = code.replace('\n', "\n    ");
    for text in [
        format!("```rust\n{code}\n```\n\nafter\n"),
        format!("~~~\n{code}\n~~~"),
        format!("```\n{code}"),
        format!("before\n\n    {indented}\n\nafter\n"),
        format!("```rust\n{code}\n```\n").replace('\n', "\r\n"),
    ] {
        let mut window = Window::new(&text);
        assert!(window.part_of("row 800") > 1, "{:?}", &text[..30]);

        window.click(window.at("Copy code").center(), Modifiers::NONE);

        assert_eq!(window.copied, code, "{:?}", &text[..30]);
    }
}

#[test]
fn code_in_parts_has_the_colours_of_the_whole() {
    let grammars = Grammars::new();
    let words = "words ".repeat(20);
    let half = lines(16, |number| {
        format!("let row{number} = {number}; {words}\n")
    });
    for code in [
        format!("{half}/*start\n{half}end*/\nlet a = 1;\n"),
        format!("{half}let text = \"start\n{half}end\";\nlet a = 1;\n"),
    ] {
        let text = format!("```rust\n{code}```\n");
        let shown = |dialect| {
            let mut window = Window::reading(&text, dialect, 2_000.0);
            window.read_code(&grammars);
            let letters = window.letters();
            (letters, ["start", "end"].map(|end| window.part_of(end)))
        };

        let (divided, [start, end]) = shown(Dialect::HUGO);
        let (whole, _) = shown(WHOLE);

        assert_eq!(start + 1, end, "{code}");
        assert_eq!(divided.len(), whole.len());
        for (index, (one, other)) in divided.iter().zip(&whole).enumerate() {
            let before: String = whole[index.saturating_sub(60)..index]
                .iter()
                .map(|(c, _)| c)
                .collect();
            assert_eq!(one, other, "after {before}");
        }
    }
}

#[test]
fn the_numbers_of_a_list_in_parts_go_on() {
    for is_tight in [true, false] {
        let end = if is_tight { "\n" } else { "\n\n" };
        let items = lines(900, |number| format!("{}. ship {number}.{end}", number + 7));
        let mut window = Window::new(&items);

        for number in [0, 250, 500, 899] {
            let ship = format!("ship {number}.");
            window.show(&ship);
            let (marker, words) = (window.seen[&format!("{}.", number + 7)], window.at(&ship));
            assert!((marker.top() - words.top()).abs() < 1.0, "{marker} {words}");
        }
        assert!(window.part_of("ship 500.") >= 2);
    }
}

#[test]
fn links_and_footnotes_in_later_parts_lead_where_they_say() {
    let notes = lines(400, |number| format!("[^{number}]: note {number}.\n\n"));
    for line in [
        |number| format!("- [ship {number}.](https://a.nl/{number}) x[^{number}]\n"),
        |number| format!("> [ship {number}.](https://a.nl/{number}) x[^{number}]\n>\n"),
        |number| format!("[ship {number}.](https://a.nl/{number}) x[^{number}]\n: is a ship\n\n"),
        |number| format!("| [ship {number}.](https://a.nl/{number}) x[^{number}] | b |\n"),
    ] {
        let lines = lines(400, line);
        let head = if lines.starts_with('|') {
            "| a | b |\n|---|---|\n"
        } else {
            ""
        };
        let mut window = Window::new(&format!("{head}{lines}\n\n{notes}"));
        assert!(window.part_of("ship 300.") >= 2);
        window.show("ship 300.");
        let words = window.at("ship 300. x301");

        window.actions.clear();
        window.click(words.left_center() + vec2(5.0, 0.0), Modifiers::COMMAND);
        let opened = Action::OpenLink("https://a.nl/300".to_owned());
        assert_eq!(window.actions, [opened]);

        window.seconds += 1.0;
        let number = window.at("Footnote 301").center();
        window.click(number, Modifiers::NONE);
        window.settle();
        window.at("note 300.");
        window.click(
            window.at("reference of footnote 301").center(),
            Modifiers::NONE,
        );
        window.settle();
        window.at("ship 300. x301");
    }
}

#[test]
fn the_bar_of_a_wide_table_in_parts_moves_all_of_them() {
    let word = "unbreakable".repeat(4);
    let rows = lines(120, |number| {
        format!("| a | row {number}. {}|\n", format!("| {word} ").repeat(7))
    });
    let mut window = Window::new(&format!(
        "{}|\n{}|\n{rows}",
        "| a ".repeat(9),
        "|---".repeat(9)
    ));
    assert!(window.part_of("row 119.") >= 2);
    window.size.y = 8_000.0;
    window.settle();
    let lefts = |window: &Window| -> Vec<f32> {
        let rows = (0..120).map(|number| window.at(&format!("row {number}.")).left());
        rows.collect()
    };
    let before = lefts(&window);

    let bar = window.at("row 119.").left_bottom() + vec2(10.0, 14.0);
    window.drag(bar, bar + vec2(16.0, 0.0));
    window.settle();

    let after = lefts(&window);
    assert!(after[0] < before[0] - 30.0, "{} {}", before[0], after[0]);
    for (row, left) in after.iter().enumerate() {
        assert!(
            (left - after[0]).abs() < 0.6,
            "row {row}: {left} {}",
            after[0]
        );
    }
}

#[test]
fn blocks_in_parts_stand_as_they_do_undivided() {
    let words = |number: usize| "words ".repeat(number * 7 % 30 + 1);
    for text in [
        lines(150, |number| {
            format!("> row {number}. {}\n>\n", words(number))
        }),
        lines(150, |number| {
            format!(
                "> ## Head\n> row {number}. {}\n> - one\n> - two\n>\n> > deep\n>\n> ```\n> code\n> ```\n",
                words(number)
            )
        }),
        format!(
            "> [!NOTE]\n{}",
            lines(150, |number| format!(
                "> row {number}. {}\n>\n",
                words(number)
            ))
        ),
        lines(150, |number| {
            format!("row {number}.\n: {}\n\n: more {number}\n\n", words(number))
        }),
        lines(150, |number| format!("- row {number}. {}\n", words(number))),
        lines(150, |number| {
            format!("- row {number}. {}\n\n  more {number}\n\n", words(number))
        }),
        lines(150, |number| {
            format!("- ## row {number}.\n  - {}\n", words(number))
        }),
        lines(150, |number| {
            format!("{}. row {number}. {}\n", number + 7, words(number))
        }),
        lines(150, |number| {
            format!("    row {number}. {}\n", words(number % 5))
        }),
        format!(
            "```rust\n{}```\n",
            lines(150, |number| format!(
                "row {number}. {}\n\n",
                words(number % 5)
            ))
        ),
        format!(
            "```\n{}```\n",
            lines(150, |number| format!("row {number}. {}\n\n", words(number)))
        ),
    ] {
        let text = format!("before\n\n{text}\n<!-- -->\n\nafter\n");
        let shown = |dialect| Window::reading(&text, dialect, 40_000.0);

        let (divided, whole) = (shown(Dialect::HUGO), shown(WHOLE));

        assert!(divided.part_of("row 149.") >= 2 && whole.part_of("row 149.") == 0);
        let is_code = divided.parsed.as_ref().unwrap().1.blocks[1].kind == Kind::Code;
        let mut texts: Vec<(&String, &Rect)> = whole.seen.iter().collect();
        texts.sort_by(|one, other| one.1.top().total_cmp(&other.1.top()));
        for (name, at) in texts {
            // The lines of code are one text there, and several here.
            let is_one = ["row ", "more ", "before", "after"]
                .iter()
                .any(|one| name.contains(one));
            if !is_one || is_code && name.contains("row ") {
                continue;
            }
            let now = divided
                .seen
                .get(name)
                .unwrap_or_else(|| panic!("no {name:?}"));
            let is_there = (now.min - at.min).abs().max_elem() < 1.0;
            assert!(is_there, "{name:?} {at} {now} {:?}", &text[..40]);
        }
        let mut colours: Vec<Color32> = Vec::new();
        for shape in &whole.shapes {
            if let Shape::Rect(rect) = shape
                && !colours.contains(&rect.fill)
            {
                colours.push(rect.fill);
            }
        }
        for colour in colours {
            let (one, other) = (divided.filled(colour), whole.filled(colour));
            assert_eq!(
                one.len(),
                other.len(),
                "{colour:?} {:?}\n{one:?}\n{other:?}",
                &text[..40]
            );
            for (one, other) in one.iter().flatten().zip(other.iter().flatten()) {
                assert!(
                    (one - other).abs() < 1.6,
                    "{one} {other} {colour:?} {:?}",
                    &text[..40]
                );
            }
        }
    }
}
