//! The tokens as egui's own styles, so that stock widgets look like ours.

use egui::{
    Context, CornerRadius, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, Vec2, Visuals,
    style::{Selection, WidgetVisuals, Widgets},
};

use super::{
    Chosen, Face,
    colours::{Colours, DARK, LIGHT},
    fonts, sizes,
};

/// Gives `ctx` the fonts and both themes. Call it once, at start.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    // For desktops that do not say which they are: paper is light.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, colours) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| apply(style, theme, colours));
    }
}

/// Draws the text and the page with these.
pub fn use_faces(ctx: &Context, chosen: &[Chosen; 2]) {
    ctx.set_fonts(fonts::definitions_with(chosen));
}

fn apply(style: &mut Style, theme: Theme, colours: &Colours) {
    style.visuals = visuals(theme, colours);
    style.animation_time = sizes::ANIMATION_SECS;
    style.text_styles = [
        (TextStyle::Small, sizes::TEXT_SMALL, Face::Interface),
        (TextStyle::Body, sizes::TEXT, Face::Interface),
        (TextStyle::Button, sizes::TEXT, Face::Interface),
        (TextStyle::Heading, sizes::TEXT_LARGE, Face::Interface),
        (TextStyle::Monospace, sizes::TEXT, Face::Code),
    ]
    .into_iter()
    .map(|(name, size, face)| (name, FontId::new(size, face.family())))
    .collect();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(sizes::SPACE_2, sizes::SPACE_2);
    spacing.button_padding = Vec2::new(10.0, 5.0);
    spacing.interact_size = Vec2::new(sizes::CONTROL, sizes::CONTROL);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.text_edit_width = 200.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.icon_spacing = 6.0;
    spacing.scroll = egui::style::ScrollStyle::floating();
    spacing.scroll.bar_width = 8.0;
    style.interaction.selectable_labels = false;
}

fn visuals(theme: Theme, colours: &Colours) -> Visuals {
    let mut visuals = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light => Visuals::light(),
    };
    let widget = |fill, border, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, border),
        corner_radius: CornerRadius::same(sizes::RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets = Widgets {
        noninteractive: widget(colours.window, colours.line, colours.text),
        inactive: widget(colours.raised, colours.edge, colours.text),
        hovered: widget(colours.hovered, colours.edge, colours.text),
        // What is pressed, and what has the keyboard: egui draws both alike.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(sizes::FOCUS, colours.accent),
            ..widget(colours.pressed, colours.accent, colours.text)
        },
        open: widget(colours.hovered, colours.line_strong, colours.text),
    };
    visuals.selection = Selection {
        bg_fill: colours.selection,
        stroke: Stroke::new(sizes::FOCUS, colours.accent),
    };
    visuals.weak_text_color = Some(colours.text_weak);
    visuals.hyperlink_color = colours.link;
    visuals.faint_bg_color = colours.hovered;
    visuals.extreme_bg_color = colours.raised;
    visuals.text_edit_bg_color = Some(colours.raised);
    visuals.code_bg_color = colours.code_background;
    visuals.warn_fg_color = colours.warning;
    visuals.error_fg_color = colours.error;
    visuals.window_fill = colours.raised;
    visuals.window_stroke = Stroke::new(1.0, colours.line);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.panel_fill = colours.window;
    let shadow = Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: colours.shadow,
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = Stroke::new(2.0, colours.accent);
    // A blinking caret would draw for ever; idle means no frames.
    visuals.text_cursor.blink = false;
    visuals.striped = false;
    visuals
}
