"""The words the grammars know: who attacks, who is hit, what officials are called. Data, no logic."""

ATTACKER_HEADS = frozenset(
    """hacker hackers attacker attackers group groups gang gangs actor actors cybercriminal cybercriminals criminal
    criminals hacktivist hacktivists activist activists intruder intruders operative operatives collective crew
    spies spy cyberspies perpetrator perpetrators threat-actor threat-actors adversary adversaries hackergroup
    hackergroups scammers scammer fraudsters fraudster phishers extortionists affiliate affiliates cyberattackers
    apt apts hacking-group insider insiders thieves thief unit teenager teen team saboteurs warriors cyberwarriors
    scriptkiddie scriptkiddies kiddies cyberfighters fighters jihadists defacers""".split()
)
NEEDS_ATTACK_WORD = frozenset(
    """group groups unit actor actors team crew collective operatives operative activists activist criminals criminal
    teenager teen insider insiders affiliate affiliates""".split()
)
"""Heads that attack only where a word beside them says so: "a hacking group", but not "a working group"."""

ATTACK_WORDS = frozenset(
    """hacker hacking hack cyber threat ransomware espionage hacktivist criminal cybercriminal apt attack malicious
    state-sponsored state-backed sponsored backed affiliated linked government-backed government-sponsored
    nation-state advanced persistent unknown unidentified extortion cyberespionage cyber-espionage military
    intelligence spy pro crime cybercrime cyberwarfare underground anonymous ddos""".split()
)
VICTIM_HEADS = frozenset(
    """company companies firm firms business businesses corporation organisation organization organisations
    organizations institution institutions hospital hospitals clinic clinics healthcare insurer bank banks
    exchange lender ministry ministries government governments agency agencies parliament embassy embassies
    municipality city county council senate military army navy police court courts commission department
    university universities school schools college district provider providers supplier suppliers operator
    operators utility utilities pipeline grid refinery plant substation substations airline airlines airport
    railway port newspaper newspapers broadcaster broadcasters outlet outlets channel station journalist
    journalists retailer retailers chain manufacturer manufacturers contractor contractors startup vendor website
    websites site sites server servers network networks system systems platform portal party politician
    politicians candidate activists dissidents ngo ngos officials official minister ministers president diplomats
    users customers citizens residents individuals people entities targets victims sector industry industries
    infrastructure forces regime authorities services service officers intelligence institute embassies'
    conglomerate giant maker casino hotel subsidiary association federation club team charity church soldiers
    troops developer developers webpages webpage accounts account email emails domains computers computer
    databases database machines devices smartphones mailboxes shipyard shipyards library libraries museum museums
    factory factories publisher publishers
    carrier carriers distributor distributors regulator regulators councils municipalities cities counties
    institutes plants airports railways ports vendors startups colleges charities lenders insurers casinos hotels
    clubs associations subsidiaries makers prosecutors office offices centre center opposition community communities
    lawmakers leaders candidates parties employees students voters lawyers athletes dissident activist branch""".split()
)
"""Head nouns of described parties that are hit; what belongs to one (a website, servers) among them."""

STATE_HEADS = frozenset(
    "government governments military army agency agencies services service intelligence forces officers "
    "police spies ministry regime unit authorities president".split()
)
"""Parts of a state: they are hit, and they hit."""

PROPERTY_HEADS = frozenset(
    """website websites site sites server servers network networks system systems platform portal account accounts
    email emails domains computers computer machines devices smartphones mailboxes database databases webpages
    webpage infrastructure accounts' data
    documents records e-mail e-mails twitter facebook page pages homepage channel phone phones""".split()
)
"""Things that are hit but are no party: the party is their owner ("the website of X", "X's servers")."""

STOPS = frozenset(
    """the a an of in on at by for from with to into onto and or but nor as if when while after before during since
    until that which who whom whose this these those it its they their he his she her we our you your i my me him
    them us was were is are be been being am has have had do does did will would could should may might can must
    shall not no said says say told according then than so because also just only even still yet about against
    between through over under within without via per up down out off where how why what there here such both
    either neither each including include includes amid among toward towards despite following however meanwhile
    allegedly reportedly apparently""".split()
)
DETERMINERS = frozenset(
    "the a an its their his her several many some two three four five six dozens hundreds various multiple "
    "numerous other another unnamed unknown unidentified this these those our".split()
)
BE = frozenset("was were is are be been being gets got get become becomes became".split())
MONTHLIKE = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
TITLES = frozenset(
    "mr mrs ms dr sir lord president minister senator secretary chancellor general admiral colonel judge "
    "prime premier king queen prince rep sen gov".split()
)
TECH_ACRONYMS = frozenset(
    """PDF DHCP DNS HTTP HTTPS SQL SMS RAM USB VPN API URL IP TCP UDP SSH SSL TLS XSS CSRF RCE SMB RDP FTP SMTP IMAP
    HTML CSS XML JSON OS CPU GPU BIOS UEFI MFA 2FA OTP PIN ID IT ICS SCADA OT IOT AI ML CEO CTO CISO CIO CFO COO
    VP SSN PII PHI HIPAA GDPR FAQ TV PC ATM POS NFC RFID GPS WIFI LAN WAN NAS CMS CRM ERP SAAS PAAS DDOS DOS APT
    APTS RAT RATS TTP TTPS IOC IOCS C2 C&C CVE CVES CVSS POC MSP MSPS ISP ISPS BEC SIM IMSI IMEI SS7 OAUTH SAML
    LDAP NTLM KERBEROS AES RSA EULA NDA CCTV UPS USD EUR GBP PLC PLCS HMI EDR XDR SIEM SOC CERT CSIRT MBR ZIP EXE
    DLL URLS PDFS SEO BTC MOU MOC SMISHING VISHING PHISHING MALWARE RANSOMWARE UTC SHA SHA-1 SHA-256 MD5 IPV4 IPV6
    EST EDT PST PDT GMT ET COVID COVID-19 EV NHI ASN SDK""".split()
)
