//! Sizes in points and times in seconds.

/// Space between things that belong together; every distance is one of these.
pub const SPACE_1: f32 = 4.0;
pub const SPACE_2: f32 = 8.0;
pub const SPACE_3: f32 = 12.0;
pub const SPACE_4: f32 = 16.0;
pub const SPACE_5: f32 = 24.0;
pub const SPACE_6: f32 = 32.0;

/// Corners of fields, buttons, cards.
pub const RADIUS: u8 = 6;
/// Corners of small things: badges, boxes, inline code.
pub const RADIUS_SMALL: u8 = 4;

/// The interface's text.
pub const TEXT: f32 = 13.5;
pub const TEXT_SMALL: f32 = 12.0;
pub const TEXT_LARGE: f32 = 16.0;
/// The editor's text, unless the settings say otherwise.
pub const TEXT_EDITOR: f32 = crate::model::settings::Writing::USUAL_POINTS;
/// The preview's text.
pub const TEXT_READING: f32 = 18.0;

/// The line around what has the keyboard.
pub const FOCUS: f32 = 2.0;

/// Height of fields and buttons.
pub const CONTROL: f32 = 30.0;
/// Height of tool and status bars.
pub const BAR: f32 = 40.0;
pub const STATUS_BAR: f32 = 32.0;

pub const ANIMATION_SECS: f32 = 0.12;
