//! The templates of Go, as far as archetypes use them: text, values, pipelines, `if` and `with`.

/// More actions, or deeper within each other, are no archetype of people.
const MAX_ACTIONS: usize = 2_000;
const MAX_DEPTH: usize = 50;
/// What is longer is no action, and no comment.
const MAX_ACTION_BYTES: usize = 4_000;
const MAX_COMMENT_BYTES: usize = 64_000;

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    /// A value that is printed.
    Give(Vec<Command>),
    /// `$name := value`
    Set(String, Vec<Command>),
    Branch {
        is_with: bool,
        condition: Vec<Command>,
        then: Vec<Part>,
        otherwise: Vec<Part>,
    },
    /// What is not understood, with what stands up to its `end`.
    Unknown(String),
}

/// A stage of a pipeline: a function or a value, and what it is given.
pub type Command = Vec<Operand>;

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Text(String),
    Number(i64),
    /// A name, a field, a variable: `title`, `.File.Path`, `$x`, `true`.
    Word(String),
    /// A pipeline in brackets, and the field of it that is asked for: `.Format`.
    Group(Vec<Command>, String),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Number(i64),
    Word(String),
    Open,
    /// With the field that stands right behind it.
    Close(String),
    Pipe,
}

/// How a list of parts ends.
enum End {
    OfText,
    Closed,
    /// `else`, with the condition of an `else if`.
    Else(Option<String>),
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a str,
    /// The action before took the blanks behind it.
    trims: bool,
    /// How many more actions are read, and how many within each other.
    left: usize,
    left_depth: usize,
    is_too_much: bool,
}

/// `None`: it has more actions, or deeper within each other, than are read.
pub fn parse(template: &str) -> Option<Vec<Part>> {
    let mut reader = Reader {
        rest: template,
        trims: false,
        left: MAX_ACTIONS,
        left_depth: MAX_DEPTH,
        is_too_much: false,
    };
    let mut all = Vec::new();
    loop {
        let (parts, end) = reader.parts();
        all.extend(parts);
        match end {
            End::OfText => return (!reader.is_too_much).then_some(all),
            End::Closed => all.push(Part::Unknown("end".to_owned())),
            End::Else(_) => all.push(Part::Unknown("else".to_owned())),
        }
    }
}

impl Reader<'_> {
    /// Up to the end of the block that these stand in.
    fn parts_within(&mut self) -> (Vec<Part>, End) {
        let Some(left) = self.left_depth.checked_sub(1) else {
            self.stop();
            return (Vec::new(), End::OfText);
        };
        self.left_depth = left;
        let parts = self.parts();
        self.left_depth += 1;
        parts
    }

    fn stop(&mut self) {
        self.is_too_much = true;
        self.rest = "";
    }

    fn parts(&mut self) -> (Vec<Part>, End) {
        let mut parts = Vec::new();
        loop {
            let Some(action) = self.text_then_action(&mut parts) else {
                return (parts, End::OfText);
            };
            let (word, rest) = action
                .split_once(char::is_whitespace)
                .unwrap_or((action.as_str(), ""));
            match word {
                "end" => return (parts, End::Closed),
                "else" => {
                    let condition = rest.trim().strip_prefix("if ");
                    return (parts, End::Else(condition.map(str::to_owned)));
                }
                "if" => parts.push(self.branch(rest, false)),
                "with" => parts.push(self.branch(rest, true)),
                "range" | "define" | "block" => {
                    self.skip();
                    parts.push(Part::Unknown(action));
                }
                _ if action.starts_with("/*") => {}
                _ => parts.push(single(&action)),
            }
        }
    }

    /// Takes the text up to the next action, and the action without its braces.
    fn text_then_action(&mut self, parts: &mut Vec<Part>) -> Option<String> {
        let mut text = String::new();
        loop {
            let Some((before, after)) = self.rest.split_once("{{") else {
                text.push_str(self.trimmed(self.rest));
                self.rest = "";
                parts.push(Part::Text(text));
                return None;
            };
            text.push_str(self.trimmed(before));
            self.trims = false;
            // Shortcodes are for the article.
            let is_shortcode = after.starts_with(['<', '%']);
            if !is_shortcode {
                let Some(left) = self.left.checked_sub(1) else {
                    self.stop();
                    return None;
                };
                self.left = left;
            }
            let end = end_of(after);
            let (false, Some(end)) = (is_shortcode, end) else {
                text.push_str("{{");
                self.rest = after;
                continue;
            };
            let mut action = after.get(..end).unwrap_or_default();
            self.rest = after.get(end + 2..).unwrap_or_default();
            if let Some(rest) = action.strip_prefix("- ") {
                action = rest;
                text.truncate(text.trim_end().len());
            }
            if let Some(rest) = action.strip_suffix(" -") {
                action = rest;
                self.trims = true;
            }
            parts.push(Part::Text(text));
            return Some(action.trim().to_owned());
        }
    }

    fn trimmed<'b>(&self, text: &'b str) -> &'b str {
        if self.trims { text.trim_start() } else { text }
    }

    fn branch(&mut self, condition: &str, is_with: bool) -> Part {
        let (then, end) = self.parts_within();
        let otherwise = match end {
            End::Else(None) => self.parts_within().0,
            End::Else(Some(condition)) => self.else_if(&condition),
            End::Closed | End::OfText => Vec::new(),
        };
        match pipeline(condition) {
            Some(condition) => Part::Branch {
                is_with,
                condition,
                then,
                otherwise,
            },
            None => Part::Unknown(format!("if {condition}")),
        }
    }

    fn else_if(&mut self, condition: &str) -> Vec<Part> {
        let Some(left) = self.left_depth.checked_sub(1) else {
            self.stop();
            return Vec::new();
        };
        self.left_depth = left;
        let branch = self.branch(condition, false);
        self.left_depth += 1;
        vec![branch]
    }

    /// Up to the end of a block that is not understood.
    fn skip(&mut self) {
        loop {
            match self.parts_within().1 {
                End::Else(_) => {}
                End::Closed | End::OfText => return,
            }
        }
    }
}

/// Where an action ends: its `}}` outside of texts.
fn end_of(text: &str) -> Option<usize> {
    let up_to = |most| text.get(..text.floor_char_boundary(most));
    let action = up_to(MAX_ACTION_BYTES)?;
    if action
        .trim_start_matches('-')
        .trim_start()
        .starts_with("/*")
    {
        let comment = up_to(MAX_COMMENT_BYTES)?;
        let close = comment.find("*/")?;
        return Some(close + comment.get(close..)?.find("}}")?);
    }
    let mut quote = None;
    let mut was_escape = false;
    for (at, c) in action.char_indices() {
        match quote {
            None if action.get(at..)?.starts_with("}}") => return Some(at),
            None if c == '"' || c == '`' => quote = Some(c),
            Some(open) if c == open && !was_escape => quote = None,
            _ => {}
        }
        was_escape = quote == Some('"') && c == '\\' && !was_escape;
    }
    None
}

fn single(action: &str) -> Part {
    let unknown = || Part::Unknown(action.to_owned());
    if let Some((name, value)) = action.split_once(":=") {
        let name = name.trim();
        return match pipeline(value) {
            Some(value) if name.starts_with('$') => Part::Set(name.to_owned(), value),
            _ => unknown(),
        };
    }
    pipeline(action).map_or_else(unknown, Part::Give)
}

/// `None`: it is none.
fn pipeline(text: &str) -> Option<Vec<Command>> {
    let mut tokens = tokens(text)?.into_iter();
    let (commands, end) = commands(&mut tokens)?;
    end.is_none().then_some(commands)
}

/// The commands up to a closing bracket, which is given with its field.
fn commands(tokens: &mut std::vec::IntoIter<Token>) -> Option<(Vec<Command>, Option<String>)> {
    let mut commands = vec![Vec::new()];
    let mut end = None;
    for_each_token(tokens, &mut commands, &mut end)?;
    let is_whole = commands.iter().all(|command| !command.is_empty());
    is_whole.then_some((commands, end))
}

fn for_each_token(
    tokens: &mut std::vec::IntoIter<Token>,
    all: &mut Vec<Command>,
    end: &mut Option<String>,
) -> Option<()> {
    while let Some(token) = tokens.next() {
        let operand = match token {
            Token::Pipe => {
                all.push(Vec::new());
                continue;
            }
            Token::Close(field) => {
                *end = Some(field);
                return Some(());
            }
            Token::Open => {
                let (inner, field) = commands(tokens)?;
                Operand::Group(inner, field?)
            }
            Token::Text(text) => Operand::Text(text),
            Token::Number(number) => Operand::Number(number),
            Token::Word(word) => Operand::Word(word),
        };
        all.last_mut()?.push(operand);
    }
    Some(())
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const ENDS: [char; 7] = [' ', '\t', '\n', '\r', '|', '(', ')'];
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\n' | '\r' => {}
            '|' => tokens.push(Token::Pipe),
            '(' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return None;
                }
                tokens.push(Token::Open);
            }
            '"' | '`' => tokens.push(Token::Text(quoted(&mut chars, c)?)),
            _ => {
                let is_close = c == ')';
                depth = depth.saturating_sub(usize::from(is_close));
                let mut word = String::new();
                if !is_close {
                    word.push(c);
                }
                let is_word = |next: &char| !ENDS.contains(next);
                if !is_close || chars.peek() == Some(&'.') {
                    while let Some(next) = chars.next_if(is_word) {
                        word.push(next);
                    }
                }
                tokens.push(match word.parse() {
                    _ if is_close => Token::Close(word),
                    Ok(number) => Token::Number(number),
                    Err(_) => Token::Word(word),
                });
            }
        }
    }
    Some(tokens)
}

/// The text up to its closing quote.
fn quoted(chars: &mut impl Iterator<Item = char>, quote: char) -> Option<String> {
    let mut text = String::new();
    loop {
        match chars.next()? {
            '\\' if quote == '"' => match chars.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                other => text.push(other),
            },
            end if end == quote => return Some(text),
            inside => text.push(inside),
        }
    }
}
