//! Language tags as callers write them, and the one form rules compare with.

use std::borrow::Cow;

/// The canonical primary subtag of a BCP 47 tag, however it is written: `en` of `EN_us`, `he` of
/// `iw`, `de` of `deu`. Empty for an empty or undetermined one.
pub fn primary_subtag(tag: &str) -> Cow<'static, str> {
    let primary = tag.trim().split(['-', '_', '.', '@']).next();
    let primary = primary.unwrap_or_default().to_ascii_lowercase();
    if primary.len() > 8 || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed("");
    }
    let canonical = match primary.as_str() {
        "in" => Some("id"),
        "iw" => Some("he"),
        "ji" => Some("yi"),
        "jw" => Some("jv"),
        "mo" => Some("ro"),
        // Norwegian without a norm: nine in ten write Bokmål.
        "no" => Some("nb"),
        "sh" => Some("sr"),
        "tl" => Some("fil"),
        "tw" => Some("ak"),
        "und" | "mul" | "zxx" | "root" => Some(""),
        code if code.len() == 3 => alias_of(code),
        _ => None,
    };
    canonical.map_or(Cow::Owned(primary), Cow::Borrowed)
}

fn alias_of(code: &str) -> Option<&'static str> {
    ALIASES
        .split_ascii_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(alias, canonical)| (alias == code).then_some(canonical))
}

/// ISO 639-2 and 639-3 codes and their canonical subtag, after the language aliases of Unicode
/// CLDR 46 (`supplementalMetadata.xml`), for languages that news are written in.
const ALIASES: &str = "
afr=af aka=ak alb=sq amh=am ara=ar arb=ar arm=hy asm=as aym=ay ayr=ay aze=az azj=az bak=ba
bam=bm baq=eu bel=be ben=bn bih=bho bis=bi bod=bo bos=bs bre=br bul=bg bur=my cat=ca ces=cs
chi=zh chv=cv cmn=zh cos=co cym=cy cze=cs dan=da deu=de div=dv dut=nl dzo=dz ell=el eng=en
epo=eo est=et eus=eu ewe=ee fao=fo fas=fa fij=fj fin=fi fra=fr fre=fr fry=fy ful=ff fuv=ff
gaz=om geo=ka ger=de gla=gd gle=ga glg=gl gre=el grn=gn guj=gu hat=ht hau=ha heb=he hin=hi
hrv=hr hun=hu hye=hy ibo=ig ice=is ind=id isl=is ita=it jav=jv jpn=ja kan=kn kat=ka kau=kr
kaz=kk khk=mn khm=km kik=ki kin=rw kir=ky kmr=ku kng=kg knc=kr kon=kg kor=ko kur=ku lao=lo
lat=la lav=lv lin=ln lit=lt ltz=lb lug=lg lvs=lv mac=mk mal=ml mao=mi mar=mr may=ms mkd=mk
mlg=mg mlt=mt mon=mn mri=mi msa=ms mya=my nbl=nr nde=nd nep=ne nld=nl nno=nn nob=nb nor=nb
npi=ne nya=ny oci=oc ori=or orm=om ory=or oss=os pan=pa pbt=ps per=fa pes=fa plt=mg pol=pl
por=pt prs=fa pus=ps que=qu quy=qu roh=rm ron=ro rum=ro run=rn rus=ru sag=sg san=sa sin=si
slk=sk slo=sk slv=sl sme=se smo=sm sna=sn snd=sd som=so sot=st spa=es sqi=sq srd=sc srp=sr
ssw=ss sun=su swa=sw swe=sv swh=sw tah=ty tam=ta tat=tt tel=te tgk=tg tgl=fil tha=th tib=bo
tir=ti ton=to tsn=tn tso=ts tuk=tk tur=tr twi=ak uig=ug ukr=uk urd=ur uzb=uz uzn=uz ven=ve
vie=vi wel=cy wol=wo xho=xh ydd=yi yid=yi yor=yo zho=zh zsm=ms zul=zu
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_one_form() {
        let cases = [
            ("en", "en"),
            ("en-US", "en"),
            ("zh_TW", "zh"),
            ("ZH-Hant-HK", "zh"),
            ("iw", "he"),
            ("deu", "de"),
            ("no", "nb"),
            ("sr-Latn", "sr"),
            ("yue", "yue"),
            ("FIL", "fil"),
            ("en_GB.UTF-8", "en"),
            ("", ""),
            ("und", ""),
            ("  fr ", "fr"),
            ("日本語", ""),
        ];
        for (given, wanted) in cases {
            assert_eq!(primary_subtag(given), wanted, "{given}");
        }
    }

    #[test]
    fn aliases_are_pairs() {
        let pairs = ALIASES.split_ascii_whitespace();
        assert!(pairs.clone().count() > 150);
        for pair in pairs {
            assert!(
                pair.split_once('=')
                    .is_some_and(|(a, b)| a.len() == 3 && !b.is_empty())
            );
        }
    }
}
