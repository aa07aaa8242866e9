//! Parameters of an address that choose no page: they say whence a reader comes, or how the page is laid out.

/// Beginnings of the names that campaigns and networks of readers put into every link.
const BEGINNINGS: [&str; 8] = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "at_", "xtor"];

/// Names of the like in whole.
const NAMES: [&str; 38] = [
    // Identifiers of a click or a campaign.
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "epik",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_ga",
    "_gl",
    "_openstat",
    "wickedid",
    "srsltid",
    "sfnsn",
    "mibextid",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "fb_ref",
    "__twitter_impression",
    "ref_src",
    "ref_url",
    "cmpid",
    // Buttons that share, answers to comments, feeds.
    "share",
    "replytocom",
    // Marks that the accelerated twin of a page carries.
    "amp_js_v",
    "usqp",
    "amp_gsa",
];

/// Names that lay the page out, with the values that do so.
const LAYOUTS: [(&str, &[&str]); 8] = [
    ("amp", &["", "1", "true"]),
    ("outputtype", &["amp", "amp-type", "valueamp"]),
    ("noamp", &["", "1", "mobile", "available"]),
    ("print", &["", "1", "true", "print"]),
    ("tmpl", &["component"]),
    ("m", &["0", "1"]),
    ("nomobile", &["", "1"]),
    ("nb", &["1"]),
];

/// Whether the parameter `name`, with `value` (empty where it has none), chooses no page. Case does not matter.
pub fn is_ornament(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || NAMES.contains(&name.as_str())
        || LAYOUTS
            .iter()
            .any(|(layout, values)| *layout == name && values.iter().any(|known| known.eq_ignore_ascii_case(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whence_a_reader_comes_chooses_nothing() {
        for (name, value) in
            [("utm_source", "x"), ("fbclid", "IwAR"), ("UTM_Campaign", ""), ("amp", ""), ("print", "1"), ("m", "1")]
        {
            assert!(is_ornament(name, value), "{name}={value}");
        }
        for (name, value) in
            [("p", "6170"), ("id", "5"), ("m", "201609"), ("print", "42"), ("news", ""), ("utm", "1"), ("", "")]
        {
            assert!(!is_ornament(name, value), "{name}={value}");
        }
    }
}
