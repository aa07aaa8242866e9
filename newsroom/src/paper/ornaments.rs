//! Parameters of an address that do not select a page: they tell where a reader comes from, or how the page is laid
//! out.

/// Prefixes of parameters added by campaigns and analytics services.
const BEGINNINGS: [&str; 8] = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "at_", "xtor"];

/// Full names of such parameters.
const NAMES: [&str; 38] = [
    // Click and campaign ids.
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
    // Sharing buttons, comment replies, feeds.
    "share",
    "replytocom",
    // Parameters of AMP pages.
    "amp_js_v",
    "usqp",
    "amp_gsa",
];

/// Layout parameters, with the values that only affect the layout.
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

/// Whether the parameter `name` with `value` (empty if it has none) does not select a page. Case does not matter.
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
