//! Texts made to be slow: work that grows with the square of the text shows at this size by taking
//! minutes where linear work takes a second, even unoptimised and on a busy machine.

use std::time::{Duration, Instant};

use mtflag::text::MediaType;

use crate::soundness::{Article, check, everything};

const BYTES: usize = 400_000;
const MOST: Duration = Duration::from_secs(60);

#[test]
fn no_text_takes_more_than_linear_time() {
    let units = [
        "a",
        "word ",
        "The same line of words again\n",
        "a b b a c ",
        "the the cat cat ",
        "Walla Walla x ",
        "กข",
        "人",
        "これは",
        ".",
        "&",
        "amp;",
        "<a",
        "e\u{301}",
        "[",
        "“",
        "\n",
        " ",
    ];
    let mut slow = Vec::new();
    for unit in units {
        let article = Article {
            text: unit.repeat(BYTES / unit.len()),
            title: String::new(),
            language: "en",
            media_type: MediaType::Plain,
        };
        let begun = Instant::now();
        check(&article.document(), &everything());
        let taken = begun.elapsed();
        println!("{unit:?}: {taken:?}");
        if taken > MOST {
            slow.push(format!("{unit:?} took {taken:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
