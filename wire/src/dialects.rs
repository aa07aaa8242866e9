//! Dialects: how agencies use the standards. A dialect is a row of settings, found by words that its files contain; it
//! is never a reader of its own. A file of an unknown agency is read by the standard.

use crate::format::Format;

/// The settings of a dialect. [`STANDARD`] is what the standards say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialect {
    /// Its name; empty for the standard.
    pub name: &'static str,
    format: Option<Format>,
    /// Words that all stand in a file of this dialect.
    marks: &'static [&'static str],
    /// Names under which the agency signs datelines.
    pub agencies: &'static [&'static str],
    /// The scheme of the agency's own codes; empty: by the provider's name.
    pub scheme: &'static str,
    pub nitf: Nitf,
    pub newsml1: Newsml1,
    pub g2: G2,
}

/// Where NITF files keep what the standard has no one place for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nitf {
    /// The slug line.
    pub slug: Slug,
    /// Names of `meta` that hold the category.
    pub category_meta: &'static [&'static str],
    /// Names of `meta` that hold a subject code of IPTC.
    pub subject_meta: &'static [&'static str],
    /// Names of `meta` that hold the number on the wire.
    pub sequence_meta: &'static [&'static str],
    /// Whether `tobject.type` is the category.
    pub type_is_category: bool,
    /// Whether `byline` holds the second headline.
    pub byline_is_subheadline: bool,
    /// Whether the location of the dateline is the place that the item is about.
    pub dateline_is_place: bool,
    /// Whether `series.part` is the version.
    pub part_is_version: bool,
    /// Whether the comment of the revision history is a note to editors.
    pub history_is_note: bool,
}

/// Where the slug line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slug {
    /// In a `meta` called `slug` or `slugline`.
    Standard,
    /// In `title`, after a leading number.
    Title,
    /// In the `meta` of this name.
    Meta(&'static str),
}

/// How NewsML 1.x files use its lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newsml1 {
    /// Whether `SlugLine` is a slug.
    pub has_slug: bool,
    /// Whether `KeywordLine` is the category.
    pub keyword_line_is_category: bool,
}

/// Ids and signals of NewsML-G2 files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct G2 {
    /// Types of `altId` that are the number on the wire.
    pub sequence_ids: &'static [&'static str],
    /// Types of `altId` that name the item that this one replaces.
    pub replaced_ids: &'static [&'static str],
    /// Roles of `description` that are the second headline.
    pub summary_roles: &'static [&'static str],
}

/// What the standards say.
pub(crate) const STANDARD: Dialect = Dialect {
    name: "",
    format: None,
    marks: &[],
    agencies: &[],
    scheme: "",
    nitf: Nitf {
        slug: Slug::Standard,
        category_meta: &["category"],
        subject_meta: &["category_iptc"],
        sequence_meta: &["sequence"],
        type_is_category: false,
        byline_is_subheadline: false,
        dateline_is_place: false,
        part_is_version: false,
        history_is_note: false,
    },
    newsml1: Newsml1 { has_slug: true, keyword_line_is_category: false },
    g2: G2 {
        sequence_ids: &["sttidtype:runningnumber", "tt:number", "idtype:sequencenumber", "idType:sequenceNumber"],
        replaced_ids: &["tt:refuno"],
        summary_roles: &["drol:summary", "descRole:summary", "descrole:summary"],
    },
};

const NITF: Nitf = STANDARD.nitf;
const NEWSML1: Newsml1 = STANDARD.newsml1;

const fn row(name: &'static str, format: Format, marks: &'static [&'static str]) -> Dialect {
    Dialect { name, format: Some(format), marks, ..STANDARD }
}

/// The dialects, the more particular first.
const DIALECTS: &[Dialect] = &[
    Dialect {
        agencies: &["ANSA"],
        scheme: "ansa",
        nitf: Nitf { byline_is_subheadline: true, dateline_is_place: true, ..NITF },
        ..row("ANSA", Format::Nitf, &["ANSA", "name=\"selezione\""])
    },
    Dialect {
        agencies: &["CP", "Canadian Press"],
        scheme: "cp",
        nitf: Nitf { slug: Slug::Title, part_is_version: true, history_is_note: true, ..NITF },
        ..row("Canadian Press", Format::Nitf, &["THE CANADIAN PRESS", "CPARTICLE"])
    },
    Dialect {
        agencies: &["NTB"],
        scheme: "ntb",
        nitf: Nitf {
            slug: Slug::Meta("NTBStikkord"),
            sequence_meta: &["NTBIPTCSequence"],
            type_is_category: true,
            ..NITF
        },
        ..row("NTB", Format::Nitf, &["NTBID"])
    },
    Dialect {
        agencies: &["PA"],
        scheme: "pa",
        nitf: Nitf { slug: Slug::Title, ..NITF },
        ..row("PA", Format::Nitf, &["src-name=\"PA\""])
    },
    Dialect { agencies: &["AP"], scheme: "ap", ..row("AP", Format::Nitf, &["regsrc=\"AP\""]) },
    row("IPTC sample", Format::Nitf, &["id-string=\"iptc."]),
    row("AFP Arabic (MMD index)", Format::Newsml1, &["AFPCatalog", "arabic--journal", "<NewsItemId>arabic--"]),
    row("AFP Arabic (MMD)", Format::Newsml1, &["AFPCatalog", "arabic--journal"]),
    Dialect { scheme: "afp", ..row("AFP photo", Format::Newsml1, &["AFPCatalog", "\"Photo\"", "AfpBds"]) },
    Dialect { scheme: "afp", ..row("AFP Arabic", Format::Newsml1, &["AFPCatalog", "xml:lang=\"ar\""]) },
    Dialect { scheme: "afp", ..row("AFP", Format::Newsml1, &["AFPCatalog"]) },
    Dialect {
        agencies: &["ANP"],
        scheme: "anp",
        newsml1: Newsml1 { has_slug: false, keyword_line_is_category: true },
        ..row("ANP", Format::Newsml1, &["Algemeen Nederlands Persbureau"])
    },
    Dialect { agencies: &["TASS"], scheme: "tass", newsml1: NEWSML1, ..row("TASS", Format::Newsml1, &["itar-tass"]) },
    Dialect { agencies: &["ANSA"], ..row("ANSA", Format::NewsmlG2, &["tag:ansa.it"]) },
    Dialect { agencies: &["OPTA", "Reuters"], ..row("Reuters", Format::NewsmlG2, &["tag:reuters.com"]) },
    Dialect { agencies: &["STT"], ..row("STT EventsML (conceptItem)", Format::Events, &["urn:newsml:stt.fi"]) },
    Dialect { agencies: &["STT"], ..row("STT", Format::NewsmlG2, &["urn:newsml:stt.fi"]) },
    Dialect { agencies: &["TT"], ..row("TT", Format::NewsmlG2, &["urn:newsml:tt.se"]) },
    row("dpa (German sport)", Format::Iptc7901, &["dpa-spe"]),
    Dialect { agencies: &["dpa"], ..row("dpa", Format::Iptc7901, &["dpa"]) },
    row("AAP Medianet (ZCZC)", Format::Anpa1312, &["ZCZC AAP"]),
    Dialect { agencies: &["AP"], ..row("AP", Format::Anpa1312, &["AP-WF-"]) },
    row("AP Media API 2.1", Format::Ninjs, &["api.ap.org", "\"api_version\": \"2.1\""]),
    row("TT ninjs", Format::Ninjs, &["http://tt.se/spec/"]),
    row("Superdesk ninjs", Format::Ninjs, &["\"profile\"", "\"service\"", "\"guid\""]),
    row("iCalendar", Format::Events, &["BEGIN:VCALENDAR"]),
    row("NTB Kommunikasjon (Solita)", Format::AgencyXml, &["<distributionChannels", "NTB"]),
];

/// Bytes of a file in which the marks of a dialect are looked for.
const PROBE_BYTES: usize = 16 << 10;

/// The dialect of a file.
pub(crate) fn of(format: Format, text: &str) -> &'static Dialect {
    let end = (0..=PROBE_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let probe = text.get(..end).unwrap_or_default();
    let rows = DIALECTS.iter().filter(|row| row.format == Some(format));
    rows.into_iter().find(|row| row.marks.iter().all(|mark| probe.contains(mark))).unwrap_or(&STANDARD)
}

impl Dialect {
    /// The scheme of the agency's own codes.
    pub(crate) fn scheme_or(&self, provider: Option<&str>) -> String {
        if self.scheme.is_empty() {
            crate::text::scheme_of(provider.unwrap_or_default())
        } else {
            self.scheme.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_agency_is_read_by_the_standard() {
        assert_eq!(of(Format::Nitf, "<nitf><doc-id regsrc=\"GNS\"/></nitf>").name, "");
        assert_eq!(of(Format::Nitf, "<nitf><doc-id regsrc=\"AP\"/></nitf>").name, "AP");
        assert_eq!(of(Format::Newsml1, "<doc-id regsrc=\"AP\"/>").name, "", "rows are of one format");
    }
}
