//! English words that have a capital wherever they stand. Knows no document.

/// Days, months, feasts, faiths, parts of the world, seats of power, and acronyms that are no
/// words; in lower case. None of them is an ordinary word too (`may`, `march`, `china`, `who`), and
/// none is honestly written small by some (`internet`, `bible`, `taliban`). Countries and peoples
/// come from the lexicon.
pub(super) const WORDS: &str = "monday tuesday wednesday thursday friday saturday sunday mondays \
    tuesdays wednesdays thursdays fridays saturdays sundays january february april june july \
    september october november december christmas ramadan hanukkah islam islamic islamist \
    islamists muslim muslims christian christians christianity christendom judaism jewish \
    hindu hindus buddhist buddhists shiite shiites sunni sunnis quran koran europe africa asia \
    america european europeans african africans asian asians american americans arab arabs \
    atlantic mediterranean caucasus balkans balkan siberia siberian scandinavia scandinavian \
    antarctica arctic caribbean kremlin vatican nobel nato usa ussr uae osce opec unesco unicef \
    interpol europol nasa fbi cia brics unhcr asean britain british english england scotland \
    scottish wales soviet soviets kurdish kurds crimea crimean chechen chechnya \
   ";

/// Set phrases in which some of them are written small.
pub(super) const SMALL_BEFORE: &[(&str, &str)] = &[
    ("american", "cheese"),
    ("american", "football"),
    ("brazilian", "wax"),
    ("christian", "name"),
    ("egyptian", "cotton"),
    ("english", "breakfast"),
    ("english", "muffin"),
    ("english", "muffins"),
    ("german", "shepherd"),
    ("german", "shepherds"),
    ("indian", "summer"),
    ("irish", "coffee"),
    ("persian", "cat"),
    ("persian", "rug"),
    ("persian", "rugs"),
    ("russian", "dressing"),
    ("russian", "roulette"),
    ("turkish", "bath"),
    ("turkish", "baths"),
    ("turkish", "delight"),
];
