//! Drawings as SVG, made here and drawn by the browser: bands of control, intervals of figures, marks of sides.
//!
//! Places are given in hundredths of the width, so that a drawing fills whatever column it stands in and its strokes
//! and letters keep their size. Colours come from the style sheet by class.

use maud::{Markup, html};

use crate::view::chart::Shape;
use crate::view::place::{Band, Look, Segment};
use crate::view::sides::{MARKS, Side};

/// A number for an attribute: two decimals are finer than any screen.
fn hundredths(value: f64) -> String {
    format!("{:.2}%", value.clamp(0.0, 100.0))
}

fn side_class(side: Option<&Side>) -> String {
    match side.and_then(|side| side.mark) {
        Some(mark) => format!("side-{}", mark % MARKS),
        None => "side-none".to_owned(),
    }
}

/// The mark of a side: its colour in its own shape. Its name must stand beside it.
pub fn mark(side: &Side) -> Markup {
    let class = format!("mark {}", side_class(Some(side)));
    html! {
        svg class=(class) width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" {
            @match side.mark {
                Some(0) => circle cx="6" cy="6" r="5.2" {},
                Some(1) => rect x="1" y="1" width="10" height="10" {},
                Some(2) => path d="M6 .6L11.8 11H.2Z" {},
                Some(3) => path d="M6 0L12 6L6 12L0 6Z" {},
                Some(4) => path d="M4 0h4v4h4v4H8v4H4V8H0V4h4Z" {},
                Some(5) => path d="M.2 1h11.6L6 11.4Z" {},
                Some(6) => rect x="0" y="3.4" width="12" height="5.2" {},
                Some(_) => rect x="3.4" y="0" width="5.2" height="12" {},
                None => circle.ring cx="6" cy="6" r="4.6" {},
            }
        }
    }
}

/// The patterns that bands are filled with. Once on each page that draws one.
pub fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            defs {
                pattern #hatch width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.hatch-ground width="8" height="8" {}
                    rect.hatch-line width="4" height="8" {}
                }
                pattern #window width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.window-ground width="6" height="6" {}
                    rect.window-line width="1.2" height="6" {}
                }
                pattern #weave-1 width="9" height="9" patternUnits="userSpaceOnUse" { circle.weave cx="4.5" cy="4.5" r="1.1" {} }
                pattern #weave-2 width="9" height="7" patternUnits="userSpaceOnUse" { rect.weave width="9" height="1.1" {} }
                pattern #weave-3 width="7" height="9" patternUnits="userSpaceOnUse" { rect.weave width="1.1" height="9" {} }
                pattern #weave-4 width="12" height="12" patternUnits="userSpaceOnUse" { path.weave d="M5 3h2v2h2v2H7v2H5V7H3V5h2Z" {} }
                pattern #weave-5 width="14" height="14" patternUnits="userSpaceOnUse" { circle.weave cx="7" cy="7" r="2.4" {} }
                pattern #weave-6 width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-60)" { rect.weave width="1.1" height="8" {} }
                pattern #weave-7 width="10" height="10" patternUnits="userSpaceOnUse" { path.weave d="M0 0h10v1.1H1.1V10H0Z" {} }
            }
        }
    }
}

/// Who held a place when.
pub fn band(band: &Band, label: &str) -> Markup {
    html! {
        svg.band width="100%" height="62" role="img" aria-label=(label) {
            rect.blank x="0" y="4" width="100%" height="32" {}
            @for segment in &band.segments { (piece(segment)) }
            @for (number, (at, says)) in band.ticks.iter().enumerate() {
                line.tick x1=(hundredths(*at)) x2=(hundredths(*at)) y1="36" y2="42" {}
                // On a telephone there is room for half a dozen.
                @let class = if band.ticks.len() > 6 && number % 2 == 1 { "tick-label fits-wide" } else { "tick-label" };
                text class=(class) x=(hundredths(*at)) y="56" text-anchor="middle" { (says) }
            }
        }
    }
}

fn piece(segment: &Segment) -> Markup {
    let (x, width) = (hundredths(segment.start), hundredths(segment.end - segment.start));
    let middle = hundredths(segment.start.midpoint(segment.end));
    let weave = segment.side.as_ref().and_then(|side| side.mark).filter(|mark| *mark > 0);
    html! {
        g {
            title { (segment.says) }
            @match segment.look {
                Look::Held => {
                    rect class={"held " (side_class(segment.side.as_ref()))} x=(x) y="4" width=(width) height="32" rx="2" {}
                    @if let Some(mark) = weave {
                        rect x=(x) y="4" width=(width) height="32" fill={"url(#weave-" (mark % MARKS) ")"} {}
                    }
                    @if segment.lasts {
                        svg x="100%" y="4" width="14" height="32" overflow="visible" { path.lasts d="M-9 5L0 16L-9 27" {} }
                    }
                    @if let Some(side) = &segment.side {
                        text class={"name " (side_class(Some(side))) " " (fits(segment, side))} x=(middle) y="25" text-anchor="middle" { (side.name) }
                    }
                }
                Look::Window => rect.window x=(x) y="4" width=(width) height="32" fill="url(#window)" {},
                Look::Contested => {
                    // A contested day on an axis of years would be thinner than a hair.
                    svg x=(x) y="1" width=(width) height="38" overflow="visible" {
                        rect.contested x="-2" y="0" width="4" height="38" fill="url(#hatch)" {}
                    }
                    rect.contested x=(x) y="1" width=(width) height="38" fill="url(#hatch)" {}
                }
                Look::Unknown => rect.unknown x=(x) y="4" width=(width) height="32" {},
            }
        }
    }
}

/// Where the name fits: on a telephone (about 300 px), on a wide page (about 900 px), or nowhere.
fn fits(segment: &Segment, side: &Side) -> &'static str {
    let needed = side.name.as_str().chars().count() as f64 * 7.6 + 10.0;
    let share = (segment.end - segment.start) / 100.0;
    match share {
        share if share * 300.0 >= needed => "fits",
        share if share * 900.0 >= needed => "fits-wide",
        _ => "fits-not",
    }
}

/// One figure on an axis that ends at `max`.
pub fn interval(shape: Shape, side: &Side, ticks: &[u64], max: u64) -> Markup {
    let at = |n: u64| n as f64 / max.max(1) as f64 * 100.0;
    html! {
        svg class={"interval " (side_class(Some(side)))} width="100%" height="100%" aria-hidden="true" {
            @for tick in ticks { line.grid x1=(hundredths(at(*tick))) x2=(hundredths(at(*tick))) y1="0" y2="100%" {} }
            @match shape {
                Shape::Point(n) => (diamond(at(n))),
                Shape::About(n) => {
                    (bar(at(n) * 0.85, at(n) * 1.15, "soft"))
                    (diamond(at(n)))
                }
                Shape::Nearly(n) => {
                    (bar(at(n) * 0.85, at(n), "soft"))
                    (diamond(at(n)))
                }
                Shape::Interval(low, high) => {
                    (bar(at(low), at(high), "sure"))
                    (end(at(low)))
                    (end(at(high)))
                }
                Shape::AtMost(high) => {
                    (bar(0.0, at(high), "soft"))
                    (end(at(high)))
                }
                Shape::Joint(high) => {
                    (bar(0.0, at(high), "soft joint"))
                    (open_end(0.0))
                    (end(at(high)))
                }
                Shape::AtLeast(low) => {
                    (bar(at(low), 98.0, "soft"))
                    (end(at(low)))
                    (arrow(98.0))
                }
                Shape::Vague => text.vague x="0" y="17" { "no number" },
            }
        }
    }
}

fn bar(from: f64, to: f64, class: &str) -> Markup {
    html! { rect class=(class) x=(hundredths(from)) y="9" width=(hundredths(to - from)) height="8" {} }
}

fn end(at: f64) -> Markup {
    html! { svg x=(hundredths(at)) y="0" width="1" height="26" overflow="visible" { rect.end x="-1.5" y="4" width="3" height="18" {} } }
}

fn open_end(at: f64) -> Markup {
    html! { svg x=(hundredths(at)) y="0" width="1" height="26" overflow="visible" { path.open d="M.8 4v18" {} } }
}

fn diamond(at: f64) -> Markup {
    html! { svg x=(hundredths(at)) y="0" width="1" height="26" overflow="visible" { path.point d="M0 5L7 13L0 21L-7 13Z" {} } }
}

/// The head of a ray: there may be any number more.
fn arrow(at: f64) -> Markup {
    html! { svg.arrow x=(hundredths(at)) y="0" width="1" height="26" overflow="visible" { path.head d="M-2 4L9 13L-2 22Z" {} } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn nobody() -> Side {
        Side { mark: None, name: Words::new("side unknown") }
    }

    #[test]
    fn at_least_is_drawn_with_an_arrow_and_an_exact_count_without() {
        let drawn = |shape| interval(shape, &nobody(), &[0, 50], 100).into_string();
        assert!(drawn(Shape::AtLeast(40)).contains("class=\"arrow\""));
        assert!(!drawn(Shape::Point(40)).contains("class=\"arrow\""));
        assert!(drawn(Shape::Point(40)).contains("class=\"point\""));
    }

    #[test]
    fn a_joint_figure_is_drawn_from_nothing() {
        let drawn = interval(Shape::Joint(80), &nobody(), &[0], 100).into_string();
        assert!(drawn.contains("x=\"0.00%\" y=\"9\" width=\"80.00%\""), "{drawn}");
    }
}
