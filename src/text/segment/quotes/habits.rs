//! Which mark opens and which closes in this text: languages use the same signs both ways.

use super::marks::{Mark, Stance};

/// Which of the signs that may do both open in this text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// `“` closes (German, Czech, Bulgarian: `„so“`).
    high_six_closes: bool,
    /// `“` does both (much Amharic, Bosnian and Yiddish: `“so“`).
    high_six_does_both: bool,
    /// `”` opens too (Swedish, Finnish: `”so”`).
    high_nine_opens: bool,
    /// `»` opens and `«` closes (German, Danish books: `»so«`).
    guillemets_point_in: bool,
    /// `»` does both (Finnish: `»so»`).
    right_guillemet_opens: bool,
}

impl Habits {
    pub(super) fn of(marks: &[Mark]) -> Self {
        let count = |sign: char, stance: Stance| {
            marks
                .iter()
                .filter(|mark| mark.sign == sign && mark.stance == stance)
                .count()
        };
        let lows = marks.iter().filter(|mark| mark.sign == '„').count();
        let six = (count('“', Stance::Opening), count('“', Stance::Closing));
        let nine = (count('”', Stance::Opening), count('”', Stance::Closing));
        let right = (count('»', Stance::Opening), count('»', Stance::Closing));
        let left = (count('«', Stance::Opening), count('«', Stance::Closing));
        Habits {
            high_six_closes: lows > 0 && six.1 >= six.0,
            high_six_does_both: lows == 0 && six.1 > nine.0 + nine.1 && six.1 * 2 >= six.0,
            high_nine_opens: nine.0 > 0 && six.0 == 0 && lows == 0 && nine.0 * 2 >= nine.1,
            guillemets_point_in: right.0 + left.1 > right.1 + left.0,
            right_guillemet_opens: right.0 > 0 && left.0 + left.1 == 0,
        }
    }

    /// Whether `mark` opens, closes, or either.
    pub(super) fn role(self, mark: &Mark) -> Role {
        let either = match mark.stance {
            Stance::Opening => Role::Opens,
            Stance::Closing => Role::Closes,
            Stance::Inside | Stance::Loose => Role::Either,
        };
        match mark.sign {
            '"' => either,
            '„' | '‟' | '「' | '『' => Role::Opens,
            '」' | '』' => Role::Closes,
            '“' if self.high_six_closes || self.high_six_does_both => either,
            '“' => Role::Opens,
            '”' if self.high_nine_opens => either,
            '”' => Role::Closes,
            '»' | '›' if self.right_guillemet_opens => either,
            '«' | '‹' if self.guillemets_point_in => Role::Closes,
            '»' | '›' if self.guillemets_point_in => Role::Opens,
            '«' | '‹' => Role::Opens,
            _ => Role::Closes,
        }
    }

    /// Whether `open` and `close` are of one system.
    pub(super) fn match_up(self, open: char, close: char) -> bool {
        match open {
            '"' => close == '"',
            '“' if self.high_six_does_both => close == '“',
            '“' | '‟' => close == '”',
            '„' => matches!(close, '“' | '”'),
            '”' => close == '”',
            '«' => close == '»',
            '»' => matches!(close, '«' | '»'),
            '‹' => close == '›',
            '›' => matches!(close, '‹' | '›'),
            '「' => close == '」',
            '『' => close == '』',
            _ => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opens,
    Closes,
    Either,
}
