//! A name in words, as Hugo's `humanize` has it.

/// The abbreviations that stay in capitals.
const ABBREVIATIONS: &str = "OK UTF8 HTML JSON JWT ID UUID SQL ACK ACL ADSL AES ANSI API ARP ATM BGP BSS CCITT CHAP CIDR \
CIR CLI CPE CPU CRC CRT CSMA CMOS DCE DEC DES DHCP DNS DRAM DSL DSLAM DTE DMI EHA EIA EIGRP EOF ESS FCC FCS FDDI FTP \
GBIC GEPOF HDLC HTTP HTTPS IANA ICMP IDF IDS IEEE IETF IMAP IP IPS ISDN ISP LACP LAN LAPB LAPF LLC MAC MAN MC MDF MIB \
MPLS MTU NAC NAT NBMA NIC NRZ NRZI NVRAM OIDC OSI OSPF OUI PAP PAT PC PIM PCM PDU POP3 POTS PPP PPTP PTT PVST RAM RARP \
RFC RIP RLL ROM RSTP RTP RCP SDLC SFD SFP SLARP SLIP SMTP SNA SNAP SNMP SOF SRAM SSH SSID STP SYN TDM TFTP TIA TOFU UDP \
URL URI USB UTP VC VLAN VLSM VPN W3C WAN WEP WPA WWW";

/// `FooBar-baz` is `Foo bar baz`; a number is `52nd`.
pub(super) fn humanized(text: &str) -> String {
    if let Ok(number) = text.parse::<u64>() {
        return ordinal(number);
    }
    let mut made = String::with_capacity(text.len());
    for part in parts(text.trim()) {
        let is_first = made.is_empty();
        if !is_first {
            made.push(' ');
        }
        if is_abbreviation(&part) {
            made.push_str(&part.to_uppercase());
            continue;
        }
        let small = part.to_lowercase();
        let mut letters = small.chars();
        match letters.next().filter(|_| is_first) {
            Some(first) => made.extend(first.to_uppercase().chain(letters)),
            None => made.push_str(&small),
        }
    }
    made
}

fn ordinal(number: u64) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

fn is_abbreviation(part: &str) -> bool {
    let mut all = ABBREVIATIONS.split(' ');
    all.any(|known| known.eq_ignore_ascii_case(part))
}

/// Apart at blanks and the like, before a capital behind what is none, and behind an abbreviation.
fn parts(text: &str) -> Vec<String> {
    if is_abbreviation(text) {
        return vec![text.to_owned()];
    }
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let is_between = c.is_whitespace() || "_:-/".contains(c);
        let is_start = c.is_uppercase() && (!before.is_uppercase() || is_abbreviation(&part));
        let is_letter = c.is_alphanumeric() || c.is_ascii_punctuation();
        if is_between || is_start || !is_letter {
            parts.push(std::mem::take(&mut part));
        }
        if !is_between && is_letter {
            part.push(c);
        }
        before = c;
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}
