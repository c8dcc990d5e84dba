# De teksten voor mensen, in het Nederlands. Sleutels en waarden zijn die van `en.ftl`; `tests/it/words.rs` zegt welke ontbreken.
# Wie schrijft wordt met “je” aangesproken; knoppen zijn kort en hebben een hele werkwoordsvorm of een zelfstandig naamwoord.
#
# Eén woord voor één ding:
#   address adres · alias alias · alt text alt-tekst · archetype archetype · article artikel · branch branch · build bouwen, bouw
#   bundle bundel · caption bijschrift · caret cursor · change wijziging · check controleren · command opdracht
#   commit commit, committen · conflict marks conflictmarkeringen · cover omslag · dictionary woordenboek · difference verschil
#   discard weggooien · draft concept · error fout · field veld · file bestand · fix oplossing, oplossen · folder map
#   ignore, leave negeren · form formulier · front matter front matter · get the latest nieuwste ophalen · heading kop · help hulp · hint aanwijzing
#   journal logboek · keep behouden · key (front matter) sleutel · key (toetsenbord) toets · line regel · link link · list lijst · match treffer
#   merge samenvoegen · notice melding · outline overzicht · page pagina · pane paneel · path pad · picture afbeelding
#   place plek · preview voorbeeld · problem probleem · publish publiceren · push pushen · record verslag · recover herstellen
#   recycle bin prullenbak · redo opnieuw · repository repository · restore, revert terugzetten · rule controle · save opslaan
#   scheduled gepland · section sectie · settings instellingen · shortcode shortcode · sign teken · site site · slug slug
#   summary samenvatting · tag tag · take back terugdraaien · template sjabloon · theme thema · thumbnail miniatuur
#   typeface lettertype · undo ongedaan maken · value waarde · version versie · warning waarschuwing · window venster

verbatim = { $text }

## ui/panels/banner

banner-changed-by-another-program = Door een ander programma gewijzigd terwijl je schreef
banner-both-versions-kept-keep = Beide versies zijn bewaard. Behoud je de jouwe, dan vervangt die bij de volgende keer opslaan de andere tekst. Neem je de andere over, dan haalt ongedaan maken de jouwe terug.
banner-compare = Vergelijken
banner-keep-mine = Mijne behouden
banner-take-theirs = Andere overnemen
banner-save-mine-as-copy = Mijne als kopie opslaan
banner-file-article-was-deleted = Het bestand van dit artikel is verwijderd of verplaatst
banner-your-text-only-here = Je tekst staat alleen nog hier. Er wordt niets geschreven totdat je kiest.
banner-save-here = Hier opslaan
banner-save-as = Opslaan als…
banner-discard = Weggooien
banner-restore-writes-again-as = Met terugzetten wordt het opnieuw geschreven, zoals het was.
banner-restore = Terugzetten
banner-marks = In deze tekst staan twee versies: een ander programma kon ze niet samenvoegen
banner-marks-means = Ze staan tussen <<<<<<< en >>>>>>>, en lezers zouden beide zien, met markeringen en al. Kies per verschil, of behoud er een en haal de markeringen weg.
banner-show-differences = Verschillen tonen
banner-go-to-marks = Naar de markeringen
banner-close = Sluiten

## ui/panels/close

close-article-has-unsaved-text = Dit artikel heeft tekst die niet is opgeslagen
close-save-close = Opslaan en sluiten
close-close-without-saving = Sluiten zonder op te slaan
close-keep-writing = Verder schrijven

## ui/panels/conflict

conflict-mine-not-saved = De mijne, niet opgeslagen
conflict-theirs-on-disk = De andere, op schijf
conflict-mine = De mijne
conflict-theirs = De andere
conflict-use-text = Deze tekst gebruiken
conflict-cancel = Annuleren
conflict-my-text-file-on = { $name }: mijn tekst en het bestand op schijf
conflict-two-versions = { $name }: twee versies die een ander programma erin heeft achtergelaten
conflict-above = Boven de middelste markering
conflict-below = Onder de middelste markering
conflict-outside = { $name }: wat een ander programma heeft gewijzigd
conflict-outside-detail = Draai terug wat je niet wilt; met ongedaan maken komt het weer terug. Toetsen: omhoog, omlaag; links behoudt, rechts draait terug, B neemt beide; Enter als je klaar bent.
conflict-now = Nu
conflict-before = Daarvoor
conflict-keep = Behouden
conflict-take-back = Terugdraaien
conflict-close = Sluiten
conflict-choose-for-each-difference = Kies per verschil; ongedaan maken draait het resultaat terug. Toetsen: omhoog, omlaag; links neemt de mijne, rechts de andere, B beide; Enter als je klaar bent.

## ui/panels/file_state

file-state-not-saved = Niet opgeslagen: { $cause }
file-state-try-again = Opnieuw proberen
file-state-save-utf-8 = Opslaan in UTF-8
file-state-save-there = Daar opslaan
file-state-save-elsewhere = Elders opslaan…
file-state-file-larger-than-50 = Dit bestand is groter dan 50 MB of heeft meer dan een miljoen regels. Het begin wordt als platte tekst getoond, om te lezen, niet om te wijzigen.
file-state-some-bytes-file-no = Sommige bytes van dit bestand zijn geen tekst en worden als � getoond. Je kunt het lezen, niet wijzigen.
file-state-file-write-protected-what = Dit bestand is tegen schrijven beveiligd. Wat je wijzigt blijft hier totdat de beveiliging eraf is.
file-state-much-markup = Deze tekst heeft te veel opmaak voor een formulier en een voorbeeld, en wordt als platte tekst getoond.
file-state-file-large-mb-shown = Dit bestand is groot ({ $megabytes } MB) en wordt als platte tekst getoond, zonder formulier en voorbeeld.

## ui/panels/find_bar

find-bar-hide-replacing = Vervangen verbergen
find-bar-show-replacing = Vervangen tonen
find-bar-close-find = Zoeken sluiten
find-bar-next-match = Volgende treffer
find-bar-previous-match = Vorige treffer
find-bar-replace = Vervangen
find-bar-replace-all = Alles vervangen
find-bar-find-text = Zoeken in de tekst
find-bar-find = Zoeken
find-bar-replace-with = Vervangen door
find-bar-only-selection = Alleen in de selectie
find-bar-place = { $at } van { $count }
find-bar-found = { $count } gevonden
find-bar-not-found = Niet gevonden

## ui/panels/no_text

no-text-file-not-text = Dit bestand is geen tekst
no-text-holds-bytes-no-text = Er staan bytes in die in geen tekst voorkomen. Er wordt hier niets aan gewijzigd; zodra het tekst is, wordt het getoond.
no-text-close-file = Dit bestand sluiten
no-text-no-preview = Het voorbeeld toont alleen markdown: dit bestand wordt als tekst getoond

## ui/panels/notices

notices-dismiss = Sluiten

## ui/panels/outline

outline-heading = Kop { $level }: { $title }
outline-outline = Overzicht
outline-no-headings-yet = Nog geen koppen

## ui/panels/quit

quit-unsaved-articles = { $count ->
    [one] Eén artikel heeft tekst die niet is opgeslagen
   *[other] { $count } artikelen hebben tekst die niet is opgeslagen
}
quit-not-saved = Niet opgeslagen: { $why }
quit-save-all-quit = Alles opslaan en afsluiten
quit-quit-without-saving = Afsluiten zonder op te slaan
quit-keep-writing = Verder schrijven

## ui/panels/recovered

recovered-texts = { $count ->
    [one] Eén niet-opgeslagen tekst hersteld
   *[other] { $count } niet-opgeslagen teksten hersteld
}
recovered-open-and-not-saved = { $count ->
    [one] De tekst is open en niet opgeslagen. Wat je weggooit, blijft 30 dagen bewaard.
   *[other] De teksten zijn open en niet opgeslagen. Wat je weggooit, blijft 30 dagen bewaard.
}
recovered-use-means = Dit wordt de tekst van het artikel, nog niet opgeslagen; het bestand houdt zijn eigen tekst totdat je opslaat.
recovered-compare = Vergelijken…
recovered-compare-means = { $count ->
    [0] Beide teksten zijn gelijk.
    [one] Eén verschil, naast elkaar; jij kiest wat blijft.
   *[other] { $count } verschillen, naast elkaar; jij kiest per verschil wat blijft.
}
recovered-keep-file = Bestand behouden
recovered-keep-file-means = Het artikel toont wat in het bestand staat; de herstelde tekst wordt 30 dagen apart bewaard.
recovered-discard = Weggooien
recovered-discard-means = De tekst heeft geen bestand: hij wordt gesloten en 30 dagen apart bewaard.
recovered-later-means = De tekst blijft open en niet opgeslagen; er wordt niets besloten.
recovered-back = Terug
recovered-recovered-texts = Herstelde teksten
recovered-on-disk = Op schijf
recovered-no-file-yet = Nog geen bestand
recovered-nothing = Niets
recovered-article-most-like = Het artikel dat er het meest op lijkt
recovered-article = Artikel
recovered-recovered-not-saved = Hersteld, niet opgeslagen
recovered-recovered = Hersteld
recovered-use-text = Deze tekst gebruiken
recovered-later = Later

## ui/panels/broken_off

broken-off-what = { $title }: afgebroken na { $done } van { $of ->
    [one] 1 bestand
   *[other] { $of } bestanden
}
broken-off-means = Elk bestand is heel. Met doorgaan wordt de rest van de wijziging gemaakt, met terugdraaien verdwijnt wat al gemaakt was. Een bestand dat intussen door iemand is gewijzigd, blijft in beide gevallen zoals het is.
broken-off-go-on = Doorgaan
broken-off-take-back = Terugdraaien
broken-off-leave = Zo laten

## ui/panels/site_problems

site-problems-read = Gelezen

## ui/panels/changing

changing-files = Bestanden wijzigen: { $done } van { $of }
changing-stop = Stoppen

## app/update/change

change-undo = Ongedaan maken
change-made = { $count ->
    [one] 1 bestand gewijzigd
   *[other] { $count } bestanden gewijzigd
}
change-made-in-part = { $count ->
    [one] 1 bestand gewijzigd, { $skipped } niet
   *[other] { $count } bestanden gewijzigd, { $skipped } niet
}
change-one-made = Gemaakt van “{ $title }” ({ $place })
change-one-moved = Het bestand van “{ $title }” heeft een andere naam ({ $place })
change-one-binned = “{ $title }” naar de prullenbak verplaatst ({ $path })
change-in-texts = { $count ->
    [one] 1 artikel gewijzigd, dat nog niet is opgeslagen
   *[other] { $count } artikelen gewijzigd, die nog niet zijn opgeslagen
}
change-taken-back = { $count ->
    [one] Teruggedraaid in 1 bestand
   *[other] Teruggedraaid in { $count } bestanden
}
change-but = Gewijzigd, maar { $warning }
change-not-made = Niet gewijzigd: { $why }
change-skipped = Niet gewijzigd: { $why } ({ $path })
change-skipped-more = { $count ->
    [one] Niet gewijzigd: nog 1 bestand
   *[other] Niet gewijzigd: nog { $count } bestanden
}
change-undone-already = Het was al teruggedraaid
change-text-moved-on = het is intussen gewijzigd; maak het in de tekst ongedaan
change-not-taken-back = Niet teruggedraaid: { $why } ({ $path })

## app/update/file

copy-address-no-site = Geen adres gekopieerd: het artikel hoort bij geen site
copy-address-not-known = Geen adres gekopieerd: dat is alleen van sites van Hugo bekend
copy-address-copied = { $address } gekopieerd
copy-address-none = Geen adres gekopieerd: het artikel heeft er geen
copy-address-no-page = Geen adres gekopieerd: het is geen pagina: { $why }
web-page-dialog = Opslaan als webpagina
web-page-kind = Webpagina’s
web-page-copied = Gekopieerd als opgemaakte tekst
web-page-saved = Opgeslagen als { $path }
web-page-saved-without = Opgeslagen als { $path }; { $pictures ->
        [one] één afbeelding zit er niet in: die staat op het web of ontbreekt
       *[other] { $pictures } afbeeldingen zitten er niet in: ze staan op het web of ontbreken
    }
web-page-printing = In de browser geopend om af te drukken
web-page-no-clipboard = Niet gekopieerd: { $why }
web-page-not-saved = { $path } is niet geschreven: { $why }
web-page-not-served = Niet aan de browser gegeven: { $why }
web-page-no-dialog = Niet opgeslagen: het systeem toont geen bestandsvenster
web-page-fault = Geen webpagina gemaakt, door een fout van Kopij
file-path-copied = Het pad staat op het klembord

## ui/panels/rename

rename-file = Bestandsnaam wijzigen
rename-name = Naam
rename-name-of-file = Naam van het bestand
rename-rename = Naam wijzigen
rename-cancel = Annuleren
rename-stays = De extensie en de map blijven zoals ze zijn.
rename-folder-gets-it = De map van het artikel krijgt de naam; wat erin staat gaat mee.
rename-taken = Er is al een artikel met deze naam
rename-empty = Er is een naam nodig
rename-character = “{ $sign }” kan niet in een naam staan
rename-hidden = Een naam die met “{ $sign }” begint wordt geen pagina
rename-end = Een naam die op een punt eindigt, wordt niet door elk systeem bewaard
rename-reserved = “{ $name }” is een naam die Windows voor zichzelf houdt
rename-too-long = De naam is te lang
rename-will-be = Het wordt { $path }
rename-address-stays = Het adres blijft { $address }
rename-address-changes = Het adres verandert van { $before } in { $after }
rename-address-not-known = Wat er met het adres gebeurt, is hier niet bekend.
rename-links-not-changed = Links ernaar in andere artikelen worden nog niet aangepast, en het oude adres leidt nergens meer heen.

## ui/panels/to_bin

to-bin-move = “{ $name }” naar de prullenbak verplaatsen?
to-bin-whole-folder = De hele map gaat mee, met de afbeeldingen die erin staan.
to-bin-unsaved-kept = Tekst die niet is opgeslagen, wordt eerst bij de eerdere versies gelegd.
to-bin-links-not-changed = Links ernaar in andere artikelen worden niet aangepast.
to-bin-do = Naar de prullenbak
to-bin-cancel = Annuleren

## ui/panels/review

review-heading = { $title }: { $count ->
    [one] 1 bestand
   *[other] { $count } bestanden
}
review-change = { $count ->
    [one] 1 bestand
   *[other] { $count } bestanden
} wijzigen
review-none-possible = Er kan niets veranderen: waarom staat bij elk bestand
review-none-ticked = Er is niets aangevinkt
review-cancel = Annuleren
review-change-this = { $path } wijzigen
review-changed = { $count } gewijzigd
review-made = { $count } gemaakt
review-moved = { $count } verplaatst
review-to-bin = { $count } naar de prullenbak
review-unticked = { $count ->
    [one] { $count } blijft zoals het is
   *[other] { $count } blijven zoals ze zijn
}
review-refused = { $count } niet mogelijk
review-more-places = { $count ->
    [one] en nog 1 plek
   *[other] en nog { $count } plekken
}
review-not-possible = niet mogelijk: { $why }
review-moves-to = naar { $place }
review-copies-to = gekopieerd naar { $place }
review-goes-to-bin = naar de prullenbak
review-comes-back = terug uit de prullenbak
review-is-new = nieuw
review-stays-unsaved = gewijzigd in de tekst, die niet opgeslagen blijft
review-changed-since = sindsdien gewijzigd; aangevinkt blijven beide wijzigingen

## ui/panels/save_as

save-as-path-file = Pad van het bestand
save-as-save-as = Opslaan als
save-as-folder-site-or-anywhere = In de map van de site, of waar dan ook met het hele pad. Mappen die ontbreken worden gemaakt; een bestand dat er al is wordt nooit vervangen.
save-as-save = Opslaan
save-as-cancel = Annuleren
save-as-name-article-ends-md = De naam van een artikel eindigt op .md
save-as-path-must-inside-folder = Het pad moet binnen de map van de site liggen, of een heel pad zijn

## ui/panels/new_article/save

save-new-save = Nieuw artikel opslaan
save-new-title-of-article = Titel van het artikel
save-new-elsewhere = Ergens anders…
save-new-do = Opslaan
save-new-cancel = Annuleren

## ui/panels/site_find

site-find-count = { $count } in { $articles }
site-find-line = Regel { NUMBER($line, useGrouping: "false") }: { $text }
site-find-replace-places = { $count ->
    [one] 1 plek vervangen
   *[other] { $count } plekken vervangen
}
site-find-find-site = Zoeken in de site
site-find-close-find-site = Zoeken in de site sluiten
site-find-replace-site = Vervangen in de site
site-find-find = Zoeken
site-find-find-all-articles = Zoeken in alle artikelen
site-find-replace-all-articles-with = In alle artikelen vervangen door
site-find-replace-with = Vervangen door
site-find-replace-places-articles = { $count ->
    [one] 1 plek
   *[other] { $count } plekken
} in { $articles ->
    [one] 1 artikel
   *[other] { $articles } artikelen
} vervangen…
site-find-searching = Bezig met zoeken…
site-find-not-found = Niet gevonden
site-find-there-more-places-than = Er zijn meer plekken dan er getoond worden; zoek naar iets langers
site-find-replace = Vervangen in { $path }
site-find-replace-2 = Vervangen in { $name }

## ui/panels/suggestions

suggestions-ignore-site = Negeren in deze site
suggestions-add-my-dictionary = Toevoegen aan mijn woordenboek
suggestions-add-dictionary-site = Toevoegen aan het woordenboek van deze site
suggestions-looking-for-suggestions = Suggesties zoeken…
suggestions-no-suggestions = Geen suggesties

## ui/panels/versions

versions-earlier-versions = { $page }: eerdere versies
versions-choose-what-comes-back = Kies wat terugkomt; ongedaan maken haalt het weer weg. Toetsen: Page Up, Page Down; omhoog, omlaag; links neemt nu, rechts eerder.
versions-earlier-versions-2 = Eerdere versies
versions-now = Nu
versions-earlier = Eerder
versions-restore = Terugzetten
versions-cancel = Annuleren
versions-no-version-article-has = Er is nog geen versie van dit artikel vervangen of gecommit
versions-back-text = Terug naar de tekst

## ui/panels/recent

recent-sites = Recente sites
recent-hint = Titel of pad van een site
recent-nothing = Geen site gevonden

## ui/panels/welcome

welcome-kopij = Kopij
welcome-choose-article-at-left = Kies links een artikel
welcome-open-folder-your-site = Open de map van je site om de artikelen te zien
welcome-go-article = Naar artikel…
welcome-open-folder = Map openen…
welcome-recent = Recente sites
welcome-articles = { $count ->
    [one] Eén artikel
   *[other] { $count } artikelen
}
welcome-open-another-folder = Andere map openen…

## ui/panels/new_article

new-article-new-article = Nieuw artikel
new-article-title = Titel
new-article-title-new-article = Titel van het nieuwe artikel
new-article-file-name = Bestandsnaam
new-article-follows-title = volgt de titel
new-article-section = Sectie
new-article-top-folder = (bovenste map)
new-article-kept-as = Bewaard als
new-article-file = Bestand
new-article-folder = Map
new-article-starts-from = Begint met
new-article-archetype = Archetype
new-article-newest-article = Nieuwste artikel
new-article-blank = Leeg
new-article-keys-style-without-its = De sleutels en stijl van { $path }, zonder de woorden
new-article-title-date-draft = Titel, datum en concept
new-article-there-article-name-already = Er is al een artikel met deze naam
new-article-makes = Maakt { $path }
new-article-give-title = Geef het een titel
new-article-make-article = Artikel maken
new-article-cancel = Annuleren

## ui/panels/article_tabs

article-tabs-unsaved = { $title }, niet opgeslagen
article-tabs-new = Nieuw sinds de laatste commit
article-tabs-changed = Gewijzigd sinds de laatste commit
article-tabs-moved = Verplaatst sinds de laatste commit
article-tabs-gone = Verwijderd sinds de laatste commit
article-tabs-two-sides = Aan twee kanten gewijzigd
article-tabs-close = { $tab } sluiten
article-tabs-close-2 = Sluiten
article-tabs-close-others = De andere sluiten
article-tabs-all-open-articles = Alle open artikelen

## ui/panels/form/add

add-text = Tekst
add-long-text = Lange tekst
add-list-words = Lijst van woorden
add-switch = Schakelaar
add-number = Getal
add-date = Datum
add-group-keys = Groep sleutels
add-other-articles-here-have = Andere artikelen hebben
add-field = + { $name }
add-cover = + Omslag
add-rare = { $count ->
    [one] 1 zeldzame…
   *[other] { $count } zeldzame…
}
add-list-texts = Lijst van teksten
add-choice = Keuze
add-picture = Afbeelding
add-link = Link
add-list-groups = Lijst van groepen
add-kind-is = Soort: { $kind }
add-add-key = Sleutel toevoegen…
add-add-key-2 = Sleutel toevoegen
add-key = Sleutel
add-name-new-key = Naam van de nieuwe sleutel
add-kind = Soort
add-there-such-key-already = Deze sleutel is er al
add-add = Toevoegen

## ui/panels/form/controls

controls-too-long = Te lang voor een veld: bewerk het in de front matter als tekst
controls-choose = Kiezen: { $shown }
controls-time-zone = Tijdzone { $name }
controls-not-number = Geen getal
controls-open = Openen: { $shown }
controls-there-twice = “{ $one }” staat er twee keer
controls-nearly-same = “{ $one }” en “{ $other }” zijn bijna hetzelfde

## ui/panels/form/dates

dates-keys = Omhoog en omlaag wijzigen de dag, of de minuut als de cursor in de tijd staat
dates-enter-takes = { $day }: Enter neemt dit over
dates-two-days = Dit kunnen twee dagen zijn: schrijf de maand als woord
dates-not-date = Geen datum: schrijf bijvoorbeeld 31 januari 2026 14:30, morgen 9:00 of 2026-01-31T14:30:00+01:00
dates-hugo-refuses = Hugo leest dit niet als datum en breekt de bouw af: schrijf het als 2026-01-31T14:30:00+01:00

## ui/panels/form/cover

cover-picture = Afbeelding
cover-no-cover-picture = Geen omslagafbeelding
cover-loading = Laden…
cover-cover-picture = Omslagafbeelding
cover-pixels = { $wide } × { $high } pixels · { $weight }
cover-empty = Geen omslag
cover-list = Lijst
cover-social = Sociaal
cover-square = Vierkant
cover-choose = Kiezen…
cover-replace = Vervangen…
cover-from-site = Uit de site…
cover-find-photo = Foto zoeken…
cover-remove = Verwijderen
cover-address = Adres
cover-by-name = Het thema neemt { $name } naast het artikel, op naam
cover-use-instead = Gebruik { $name }
cover-no-place = Niets leest hier een omslag
cover-add-key = Toch { $key } toevoegen

## model/picture/remarks

cover-alt-none = Geen alt-tekst: zeg wat de afbeelding laat zien
cover-alt-is-title = De alt-tekst is de titel: zeg wat de afbeelding laat zien
cover-alt-is-caption = De alt-tekst is het bijschrift: zeg wat de afbeelding laat zien
cover-alt-is-file = De alt-tekst is de naam van het bestand: zeg wat de afbeelding laat zien
cover-alt-begins = Laat “{ $start }” weg: schermlezers zeggen zelf dat het een afbeelding is
cover-alt-long = Langer dan { $most } tekens: schermlezers lezen het in één adem voor
cover-heavy = Zwaarder dan 500 kB: lezers moeten erop wachten
cover-others = { $count ->
    [one] Ook de omslag van een ander artikel
   *[other] Ook de omslag van { $count } andere artikelen
}

## ui/panels/form/fields

fields-title = Titel
fields-date = Datum
fields-tags = Tags
fields-summary = Samenvatting
fields-description = Beschrijving
fields-label = Label
fields-draft = Concept
fields-picture = Afbeelding
fields-alt-text = Alt-tekst
fields-caption = Bijschrift
form-changed = Gewijzigd sinds de laatste commit: was “{ $old }”
form-changed-new = Nieuw sinds de laatste commit
form-changed-words = Gewijzigd sinds de laatste commit: { $words }
fields-site-asks-for = Deze site vraagt erom
fields-cut-by-width = Zoekresultaten worden op breedte afgekapt, niet na een aantal letters: ongeveer { $limit } letters als deze passen

## ui/panels/form/items

items-add = Toevoegen aan { $to_lowercase }
items-of = { $at } van { $count }
items-remove = { $what } verwijderen
items-move-down = { $what } omlaag
items-move-up = { $what } omhoog
items-more = Meer: { $what }
items-show-text = In de tekst tonen

## ui/panels/form/menu

menu-more = Meer: { $shown }
menu-rename-key = Sleutel hernoemen…
menu-add-key = Sleutel hierin toevoegen…
menu-show-text = In de tekst tonen
menu-revert = Zoals in de laatste commit
menu-remove-key = Sleutel verwijderen
menu-new-name-key = Nieuwe naam van de sleutel

## ui/panels/form/mod

form-front-matter = Gegevens
form-draft = Concept
form-cover = Omslag
form-more = Meer
form-new = nieuw
form-new-like = nieuw, lijkt op “{ $other }”

form-articles = { $count ->
    [one] 1 artikel
   *[other] { $count } artikelen
}
form-too-many-values = Deze front matter heeft meer waarden dan een formulier kan tonen. Ze staan in de tekst.
form-article-has-no-front = Dit artikel heeft nog geen front matter. Het eerste veld dat je invult voegt die toe.
form-form-returns-once-front = Het formulier komt terug zodra de front matter gelezen kan worden. Er gaat niets van verloren.
form-go-line = Naar de regel

## ui/widgets/calendar

calendar-earlier-month = Vorige maand
calendar-later-month = Volgende maand
calendar-mo = ma
calendar-tu = di
calendar-we = wo
calendar-th = do
calendar-fr = vr
calendar-sa = za
calendar-su = zo
calendar-time = Tijd
calendar-add-time = Tijd toevoegen
calendar-now = Nu
calendar-tomorrow = Morgen 9:00

## ui/widgets/chips

chips-add = Toevoegen…
chips-remove = { $text } verwijderen
chips-not-added = “{ $text }” is niet toegevoegd
chips-add-it = Toevoegen
chips-keys = Pijltoetsen gaan langs de woorden, met Alt verplaatsen ze er een; Delete haalt er een weg

## ui/widgets/choice

choice-choices = Keuzes: { $name }
choice-none-known = Geen bekend

## ui/widgets/query

query-match-case = Hoofdlettergevoelig
query-whole-words = Hele woorden
query-regular-expression = Reguliere expressie

## ui/compare/mod

compare-everywhere = Overal: { $word }
compare-previous-difference = Vorig verschil
compare-next-difference = Volgend verschil
compare-of = { $current } van { $choices }
compare-left-choose = Nog { $open } te kiezen
compare-both-same = Beide zijn gelijk

## ui/compare/rows/cell

cell-no-line = geen regel

## ui/compare/rows/headings

headings-above = { $left } boven { $right }
headings-equal-lines = { $lines } gelijke regels
headings-difference = Verschil { $number }
headings-both = Beide
headings-difference-2 = { $word }, verschil { $number }

## ui/editor/access

access-text = Tekst

## ui/preview/follow

follow-ctrl-click-or-enter = { $address } · Ctrl+klik of Enter opent de link
follow-click-go-there = Klik om erheen te gaan
follow-click-go-there-2 = { $address } · klik om erheen te gaan
follow-ctrl-click-or-enter-2 = { $title } · Ctrl+klik of Enter opent het hier
follow-no-article-here = { $address } · hier is geen artikel

## ui/preview/foot

hooks-said = Deze site toont { $what } op eigen wijze
hooks-and = { $first } en { $last }
hooks-links = links
hooks-images = afbeeldingen
hooks-headings = koppen
hooks-quotes = citaten
hooks-code = code
hooks-tables = tabellen
hooks-formulas = formules
hooks-no-alerts = Lezers zien [!NOTE] en dergelijke als tekst: deze site heeft geen sjabloon voor zulke citaten

## ui/preview/header

header-min = { $minutes } min

## ui/preview/mod

preview-preview = Voorbeeld

## ui/preview/press

press-task = Taak: { $name }
press-copy-code = Code kopiëren
press-copied = Gekopieerd
press-fold = Inklappen: { $name }

## ui/preview/walk

walk-links = Links
walk-copy-code = Code kopiëren

## ui/preview/cards/list

list-list-site = In de lijst van de site
list-draft = { " " }[concept]
list-min = { $minutes } min

## ui/preview/cards/mod

cards-article = Artikel
cards-card = Kaart
cards-social = Sociaal
cards-search-result = Zoeken
cards-cover = Omslag: { $alt }
cards-loading = Laden…
cards-cover-cannot-shown = De omslag kan niet worden getoond
cards-no-cover = Geen omslag
cards-nothing-improve = Niets te verbeteren

## ui/preview/cards/search

search-search-engine = In een zoekmachine

## ui/preview/cards/social

social-facebook-linkedin = Facebook, LinkedIn
social-mastodon-bluesky-whatsapp = Mastodon, Bluesky, WhatsApp
social-from = Van { $host }

## ui/preview/lay/boxes

boxes-note = Opmerking
boxes-tip = Tip
boxes-important = Belangrijk
boxes-warning = Waarschuwing
boxes-caution = Pas op
boxes-more = { $count ->
    [one] … en nog 1 regel
   *[other] … en nog { $count } regels
}

## ui/preview/lay/details

details-details = Details

## ui/preview/lay/footnote

footnote-back-reference-footnote = Terug naar de verwijzing van voetnoot { $number }

## ui/preview/lay/made

made-vimeo = Vimeo
made-gist = Gist
made-shortcode = Shortcode
made-shortcode-unknown = Shortcode die deze site niet heeft

## ui/preview/lay/picture

picture-loading = Laden…

## ui/preview/set_text/mod

set-text-footnote = Voetnoot { $letters }

## ui/panels/articles

articles-reading = { $title } lezen…
articles-reading-so-far = { $title } lezen… { $count } artikelen
articles-no-folder-open = Er is geen map geopend
articles-no-articles-folder = Geen artikelen in deze map
articles-no-article-matches = Geen artikel gevonden
articles-articles = Artikelen
articles-filter-articles = Artikelen filteren
articles-filter-help = Woorden uit titel, pad of tags; of is:draft, tag:veerpont, no:cover, section:nieuws, date:2026-02, met - ervoor wat je weglaat. In de hulp staan ze alle.
articles-open-folder = Map openen…
articles-open = Openen
articles-write-first = Schrijf het eerste
articles-show-all = Alle artikelen tonen
articles-kind-all = Alle
articles-kind-drafts = Concepten
articles-kind-scheduled = Gepland
articles-kind-unsaved = Niet opgeslagen
articles-kind-problems = Problemen
articles-kind-count = { $kind } { $count }
articles-count = { $count ->
    [one] 1 artikel
   *[other] { $count } artikelen
}
articles-count-of = { $found } van { $count }
articles-clear = Wissen
articles-sorted = Volgorde: { $sort }
articles-sort-date = Op datum
articles-sort-title = Op titel
articles-sort-changed = Laatst gewijzigd
articles-section = Sectie: { $section }
articles-all-sections = Alle secties
articles-no-section = Geen sectie
articles-told-section = Sectie: { $section }
articles-told-tags = Tags: { $tags }
articles-no-problems = Hier zijn geen problemen
articles-deleted = { $title }, verwijderd
articles-new = nieuw
articles-changed = gewijzigd
articles-moved = verplaatst
articles-two-sides = aan twee kanten gewijzigd
articles-deleted-2 = Verwijderd
articles-unsaved = Niet opgeslagen
articles-no-file-yet = Nog geen bestand
articles-not-file-yet = Nog niet in een bestand
articles-problem = Onleesbaar
articles-conflict = Conflictmarkeringen
articles-copy = Kopie
articles-draft = Concept
articles-scheduled = Gepland
articles-expired = Verlopen
articles-never-shown = Nooit zichtbaar
articles-unlisted = Niet in lijsten
articles-no-page = Geen pagina
articles-no-date = Geen datum

## ui/panels/status_bar

status-bar-not-pushed = { $branch } · { $count } niet gepusht
status-bar-line-column = Regel { NUMBER($line, useGrouping: "false") }, kolom { NUMBER($column, useGrouping: "false") }
status-bar-words-selected = { $selected } van { $count } woorden
status-bar-goal-article = { $written } van { $goal } woorden
status-bar-goal-day = { $written } van { $goal } woorden vandaag
status-bar-words = { $count ->
    [one] 1 woord
   *[other] { $count } woorden
}
status-bar-min-read = { $minutes } min lezen
status-bar-hours-read = { $hours } u { $minutes } min lezen
status-bar-lix = LIX { $lix }
status-bar-lix-means = { $difficulty }
    De woorden per zin ({ $words }) en de lange woorden per honderd
status-bar-very-easy-read-as = Heel makkelijk te lezen, zoals kinderboeken
status-bar-easy-read-as-stories = Makkelijk te lezen, zoals verhalen
status-bar-middling-difficulty-as-newspapers = Gemiddeld moeilijk, zoals kranten
status-bar-hard-read-as-official = Moeilijk te lezen, zoals ambtelijke teksten
status-bar-very-hard-read-as = Heel moeilijk te lezen, zoals wetten en proefschriften
status-bar-spelling = Spelling: { $text }
status-bar-as-article-or-site = Zoals het artikel of de site zegt
status-bar-also-in-article = Ook goed in dit artikel
status-bar-also-in-site = Ook goed in deze site
status-bar-also-none = Geen andere taal
status-bar-spelling-settings = Spellinginstellingen…
status-bar-spelling-checked-language-one = De spelling wordt in deze taal gecontroleerd: die je hier hebt gekozen, anders die van de front matter (lang), de bestandsnaam, de map of de site, anders die van de instellingen
status-bar-no-dictionary = Geen woordenboek: { $tag }
status-bar-install-hunspell-dictionary-language = Installeer het Hunspell-woordenboek van deze taal (Debian: hunspell-{ $tag }), of zet het in de map “dictionaries” naast de instellingen van Kopij, en start Kopij opnieuw
status-bar-no-language = Geen taal
status-bar-words-do-not-tell = De woorden verraden de taal van het artikel niet; kies die hier
status-bar-saving = Opslaan…
status-bar-no-file-yet = Nog geen bestand
status-bar-unsaved = Niet opgeslagen
status-bar-read-only = Alleen lezen
status-bar-saved = Opgeslagen { $time }
status-bar-saved-2 = Opgeslagen
status-bar-mixed-line-endings = Gemengde regeleinden
status-bar-bom = { $encoding } BOM
status-bar-errors = { $count ->
    [one] 1 fout
   *[other] { $count } fouten
}
status-bar-warnings = { $count ->
    [one] 1 waarschuwing
   *[other] { $count } waarschuwingen
}
status-bar-errors-warnings = { $errors }, { $warnings }

## ui/panels/status_bar/in_site

status-bar-in-site = In site: { $time }
status-bar-in-site-opens = In site: openen…
status-bar-in-site-fails = In site: het thema liep vast
status-bar-in-site-waits = In site: wacht op de tekst
status-bar-in-site-waits-line = In site: wacht op regel { NUMBER($line, useGrouping: "false") }
status-bar-in-site-held = De pagina blijft zoals ze was totdat dit klopt: { $why }
status-bar-in-site-copy = Kopiëren wat Hugo zegt

## ui/panels/settings/mod

settings-they-kept-on-machine = Ze worden op deze computer bewaard, niet in de site.
settings-settings = Instellingen
settings-done = Sluiten
settings-setting-command-or-keys = Een instelling, opdracht of toets
settings-find-setting = Instelling zoeken
settings-no-setting-or-command = Geen instelling of opdracht gevonden
settings-language = Taal
settings-language-help = Van het venster, en van wat opdrachten in een terminal zeggen
settings-language-of-system = Volgens het systeem
settings-theme = Thema
settings-light-dark-or-as = Licht, donker, of zoals het bureaublad
settings-zoom = Zoom
settings-size-everything-window = De grootte van alles in het venster
settings-window = Venster
settings-dark = Donker
settings-light = Licht
settings-as-desktop = Als het bureaublad
settings-saving = Opslaan
settings-autosave = Vanzelf opslaan
settings-autosave-help = Nooit zolang er een conflict, een verwijderd bestand of een vraag over het bestand openstaat
settings-autosave-off = Uit
settings-on-leaving = Bij weggaan
settings-after-pause = Na een pauze
settings-modified = Wijzigingsdatum bij opslaan
settings-modified-help = In deze site schrijft opslaan dag en tijd in “{ $key }”, als het artikel of het grootste deel van zijn sectie dat heeft; ongedaan maken draait het terug
settings-text-face = Lettertype van de tekst
settings-page-face = Lettertype van het voorbeeld
settings-face-help = Een van de meegeleverde, of een dat is geïnstalleerd
settings-sample = De veerpont vaart weer: 14 juli, café, naïef.
settings-sample-bold = Vet,
settings-sample-italic = en cursief.
settings-line-height = Regelhoogte
settings-line-height-help = Van de tekst die je schrijft
settings-paragraph-spacing = Alineaafstand
settings-paragraph-spacing-help = De hoogte van de lege regels tussen alinea’s
settings-goal = Woordendoel
settings-goal-help = Een ring in de statusbalk toont hoe ver je bent; er wordt niets in het artikel geschreven
settings-goal-none = Geen
settings-goal-day = Per dag
settings-goal-article = Per artikel
settings-text-size = Tekstgrootte
settings-text-you-write-points = Van de tekst die je schrijft, in punten
settings-line-width = Regelbreedte
settings-how-wide-column-text = Hoe breed de tekstkolom hooguit is, in tekens
settings-text = Tekst
settings-points = { $points } pt
settings-spelling-language = Taal van de spelling
settings-articles-do-not-say = Voor artikelen waarvan zijzelf en hun site de taal niet noemen; de statusbalk heeft die van één artikel
settings-dictionaries = Woordenboeken
settings-others-those-system-debian = { $names }. Andere zijn die van het systeem (Debian: hunspell-de-de) en wat in de map “dictionaries” naast de instellingen staat, bij de volgende start
settings-spelling = Spelling
settings-told-by-words = Uit de woorden
settings-pictures-from-web = Afbeeldingen van het web
settings-fetch-pictures-articles-name = Haal de afbeeldingen op die artikelen met een webadres noemen; “Foto zoeken” vraagt de dienst die je koos, als je zoekt
settings-preview = Voorbeeld
settings-more = { $name }: meer
settings-less = { $name }: minder

## ui/panels/settings/keys

keys-keys = Toetsen
keys-reset-all-keys = Alle toetsen herstellen
keys-reset-keys = De toetsen van { $command } herstellen
keys-press-keys = Druk op toetsen…
keys-none = Geen
keys-keys-of = Toetsen van { $command }: { $keys }
keys-press-choose-other-keys = Klik om andere toetsen te kiezen; daarna laat Escape ze zo en haalt Backspace ze weg
keys-needed-for-writing-press = { $shown } is nodig om te schrijven; druk op andere, of op Escape
keys-is-of = { $shown } hoort bij “{ $owner }”
keys-use-for = Gebruiken voor “{ $command }”
keys-leave = Zo laten

## ui/panels/palette

palette-run-command = Opdracht uitvoeren
palette-command = Opdracht
palette-no-command-matches = Geen opdracht gevonden

## ui/panels/place

place-go-line-or-heading = Naar regel of kop
place-line-number-or-letters = Regelnummer, of letters van een kop
place-no-heading-matches = Geen kop gevonden
place-line = Regel { NUMBER($line, useGrouping: "false") }
place-heading = Kop { $level }
place-go-line-file = Naar deze regel van het bestand

## ui/panels/go_to

go-to-go-article = Naar artikel
go-to-title-or-path = Titel of pad
go-to-reading = De site wordt nog gelezen: daarna wordt gevonden wat je typt
go-to-no-article-matches = Geen artikel gevonden

## ui/panels/library

library-title = Afbeeldingen van de site
library-looking = De afbeeldingen van de site bekijken
library-count = { $count ->
    [one] Eén afbeelding. Omhoog en omlaag kiezen, Enter gaat naar het artikel, de menutoets toont wat er kan
   *[other] { $count } afbeeldingen. Omhoog en omlaag kiezen, Enter gaat naar het artikel, de menutoets toont wat er kan
}
library-close = Sluiten
library-look-again = Opnieuw kijken
library-filter = Afbeeldingen filteren
library-filter-hint = Woorden uit het pad
library-all = Alle { $count }
library-missing = Ontbreekt { $count }
library-wrong-case = Andere hoofdletters { $count }
library-unused = Niet gebruikt { $count }
library-twice = Dubbel { $count }
library-heavy = Te zwaar { $count }
library-no-alt = Zonder alt-tekst { $count }
library-location = Met locatie { $count }
library-none = Deze site heeft geen afbeeldingen
library-none-found = Geen afbeelding heeft deze woorden
library-none-of-kind = Geen: hier is alles in orde
library-in-articles = { $count ->
    [0] in geen artikel
    [one] in één artikel
   *[other] in { $count } artikelen
}
library-line = { $path }, regel { $line }
library-go = Naar het artikel
library-rename = Hernoemen…
library-move = Verplaatsen…
library-replace = Overal vervangen…
library-strip = Locatie weghalen
library-show = Tonen in map
library-to-bin = Naar de prullenbak…
library-named-by = { $count ->
    [0] Geen artikel noemt haar
    [one] Eén artikel noemt haar
   *[other] { $count } artikelen noemen haar
}
library-rename-title = Afbeelding hernoemen
library-move-title = Afbeelding verplaatsen
library-move-do = Verplaatsen
library-folder = Map, vanaf de hoofdmap van de site
library-not-seen = Afbeeldingen daar hebben geen adres op de site
library-articles-follow = { $count ->
    [0] Geen artikel noemt haar
    [one] Eén artikel dat haar noemt verandert mee; dat zie je eerst
   *[other] { $count } artikelen die haar noemen veranderen mee; dat zie je eerst
}
library-mentions = { $count ->
    [one] Een bestand dat haar misschien ook noemt, verandert niet mee: kijk daar zelf
   *[other] { $count } bestanden die haar misschien ook noemen, veranderen niet mee: kijk daar zelf
}
library-replace-title = De afbeelding die ervoor in de plaats komt
library-replace-hint = Woorden uit het pad
library-save-first = { $count ->
    [one] Eén artikel is niet opgeslagen: sla het eerst op, want het kan de afbeelding noemen
   *[other] { $count } artikelen zijn niet opgeslagen: sla ze eerst op, want ze kunnen de afbeelding noemen
}
library-missed = { $count ->
    [one] Eén artikel noemt haar, en toont dan een lege plek:
   *[other] { $count } artikelen noemen haar, en tonen dan een lege plek:
}

## ui/panels/problems

problems-problems = Problemen
problems-what-is-wrong = Wat er mis is, of beter kan. Omhoog en omlaag kiezen, Enter gaat erheen
problems-checking = Artikelen controleren: { $done } van { $count }…
problems-nothing = Er is niets mis
problems-none-found = Geen probleem heeft deze woorden
problems-close = Sluiten
problems-fix-safe = { $count ->
    [one] Eén veilige oplossen…
   *[other] { $count } veilige oplossen…
}
problems-this-article = Dit artikel { $count }
problems-whole-site = Hele site { $count }
problems-rules = Controles
problems-filter = Problemen filteren
problems-filter-hint = Woorden, een pad of een controle
problems-error = Fout
problems-warning = Waarschuwing
problems-hint = Aanwijzing
problems-field = { $name }
problems-line = regel { NUMBER($line, useGrouping: "false") }
problems-place = { $path }, regel { NUMBER($line, useGrouping: "false") }
problems-more = { $path } en nog { $others }
problems-go = Ga erheen
problems-leave-here = Hier negeren
problems-leave-in-site = Deze controle uitzetten in de hele site

## ui/panels/fix_sheet

fix-sheet-line = Regel { NUMBER($line, useGrouping: "false") }
fix-sheet-before = Daarvoor
fix-sheet-after = Daarna
fix-sheet-nothing = Niets
fix-sheet-change = Wijzigen
fix-sheet-cancel = Annuleren

## ui/panels/rail

rail-changes-count = { $count ->
    [one] Wijzigingen, 1 artikel
   *[other] Wijzigingen, { $count } artikelen
}
rail-problems-errors = { $count ->
    [one] Problemen, 1 fout
   *[other] Problemen, { $count } fouten
}

## ui/panels/toolbar

toolbar-more-formatting = Meer opmaak

## app/layout/article

article-not-file-yet = Nog niet in een bestand

## app/layout/mod

layout-kopij = Kopij
layout-title = { $mark }{ $name } — Kopij
layout-title-in-site = { $mark }{ $name }: { $site }

## app/layout/over

over-drop = Laat los om toe te voegen
over-no-file-yet = Nog geen bestand

## app/layout/panes

panes-form = Formulier
panes-text = Tekst
panes-articles = Artikelen
panes-preview = Voorbeeld
panes-region-list = Artikelen
panes-region-form = Front matter
panes-region-text = Tekst
panes-region-preview = Voorbeeld

## action/command: a text of the name of each command

NewArticle = Nieuw artikel…
    .help = Een artikel beginnen vanuit een archetype, zoals een ander artikel, of leeg
Untitled = Leeg artikel
    .help = Meteen schrijven; bij de eerste keer opslaan wordt gevraagd waar
    .words = nieuw concept new draft
OpenFolder = Map openen…
    .help = De map van een andere site openen
    .words = directory project site folder
OpenRecent = Recente site openen…
    .help = De sites die eerder open waren, met wat erin gevonden is
    .words = laatste geschiedenis project map recent
Save = Opslaan
    .help = Dit artikel naar zijn bestand schrijven
    .words = bewaren save
SaveAll = Alles opslaan
    .help = Elk niet-opgeslagen artikel naar zijn bestand schrijven
    .words = bewaren save all
Publish = Publiceren
    .help = Wat de regel boven het formulier aanbiedt: geen concept meer, of de datum van nu
    .words = concept inplannen online publish draft
Versions = Eerdere versies…
    .help = Terughalen wat bij het opslaan van dit artikel is vervangen, of wat is gecommit
    .words = geschiedenis terugzetten reservekopie history backup
OutsideChange = Wat een ander programma wijzigde…
    .help = De tekst van nu en van daarvoor tonen, en stukken ervan terugdraaien
    .words = herladen extern samenvoegen schijf reload merge
RenameFile = Bestandsnaam wijzigen…
    .help = Het bestand van dit artikel, of de map ervan, een andere naam geven
    .words = hernoemen verplaatsen slug rename
DuplicateFile = Dupliceren
    .help = Een tweede van dit artikel maken, als concept, en het openen
    .words = kopiëren kopie copy clone
FileToBin = Naar de prullenbak…
    .help = Dit artikel weggooien, met zijn map als het een eigen map heeft; ongedaan maken haalt het terug
    .words = verwijderen wissen delete trash
ShowInFolder = In map tonen
    .help = Het bestand van dit artikel in de bestandsbeheerder tonen
    .words = verkenner bestanden finder explorer
CopyAddress = Adres kopiëren
    .help = Het adres van het artikel op de site, naar het klembord
    .words = url link permalink
CopyPath = Pad kopiëren
    .help = Het pad van dit artikel op het klembord zetten
SaveWebPage = Opslaan als webpagina…
    .help = Dit artikel met zijn afbeeldingen naar één HTML-bestand schrijven
Print = Afdrukken…
    .help = Dit artikel aan de browser geven, die het afdrukt
CloseArticle = Artikel sluiten
    .help = Dit artikel sluiten; naar niet-opgeslagen tekst wordt gevraagd
ReopenArticle = Gesloten artikel weer openen
    .help = Het laatst gesloten artikel openen
Settings = Instellingen…
    .help = Toetsen van opdrachten, het uiterlijk van de tekst, taal en spelling
    .words = voorkeuren opties configuratie settings preferences
Quit = Afsluiten
    .help = Kopij sluiten; naar niet-opgeslagen tekst wordt gevraagd
    .words = stoppen sluiten exit quit
Undo = Ongedaan maken
    .help = De laatste wijziging in het formulier of de tekst terugdraaien; waar geen tekst het toetsenbord heeft, de laatste wijziging van bestanden
Redo = Opnieuw
    .help = De ongedaan gemaakte wijziging weer maken
    .words = redo
Cut = Knippen
    .help = De selectie op het klembord zetten en uit de tekst halen
Copy = Kopiëren
    .help = De selectie op het klembord zetten
CopyFormatted = Kopiëren als opgemaakte tekst
    .help = De selectie, of de hele tekst, op het klembord zetten zoals mail en tekstverwerkers die tonen
Paste = Plakken
    .help = Invoegen wat op het klembord staat, als markdown
PastePlain = Plakken als platte tekst
    .help = De letters invoegen die op het klembord staan, en verder niets
Find = Zoeken…
    .help = Zoeken in de tekst van dit artikel
    .words = vinden search find
Replace = Vervangen…
    .help = Zoeken in de tekst van dit artikel, en vervangen
FindNext = Volgende zoeken
    .help = De volgende gevonden plek selecteren
FindPrevious = Vorige zoeken
    .help = De gevonden plek vóór deze selecteren
NextOccurrence = Volgende gelijke selecteren
    .help = Het woord selecteren, daarna ook het volgende dat gelijk is
MoveLinesUp = Regels omhoog
    .help = De regel, of de geselecteerde regels, boven de vorige zetten
MoveLinesDown = Regels omlaag
    .help = De regel, of de geselecteerde regels, onder de volgende zetten
DuplicateLines = Regels dupliceren
    .help = De regel, of de geselecteerde regels, eronder kopiëren
JoinLines = Regels samenvoegen
    .help = Van deze en de volgende, of van de geselecteerde, één regel maken
MoveSectionUp = Deel omhoog
    .help = De kop hier en alles eronder boven het vorige deel zetten
MoveSectionDown = Deel omlaag
    .help = De kop hier en alles eronder onder het volgende deel zetten
CaretAbove = Cursor erboven toevoegen
    .help = Ook in de regel erboven schrijven
CaretBelow = Cursor eronder toevoegen
    .help = Ook in de regel eronder schrijven
Spelling = Spellingsuggesties…
    .help = Wat bedoeld kan zijn met het verkeerd gespelde woord hier, of het volgende
    .words = woordenboek verbeteren
FixHere = Wat hier gedaan kan worden…
    .help = Rechtzetten wat bij de cursor mis is, of het verkeerd gespelde woord verbeteren
CheckSpelling = Spelling controleren
    .help = Verkeerd gespelde woorden markeren, of daarmee stoppen
Punctuation = Leestekens tijdens het typen
    .help = Krulaanhalingstekens, streepjes en beletselteken tijdens het typen; één keer Backspace geeft de letters terug
BlockMenu = Blokkenmenu bij een schuine streep
    .help = Een schuine streep aan het begin van een regel biedt koppen, lijsten, een tabel en andere blokken aan
Link = Link
    .help = Van de selectie een link maken
    .words = url adres hyperlink
Table = Tabel
    .help = Een tabel beginnen, of de kolommen van deze op één lijn zetten
CodeBlock = Codeblok
    .help = De regels in een codeblok zetten, of eruit halen
    .words = fence
InsertPicture = Afbeelding invoegen…
    .help = Een afbeelding van de site of van deze computer in de tekst zetten
    .words = foto plaatje figuur image
ChooseCover = Omslag kiezen…
    .help = Een afbeelding van deze computer voor boven het artikel nemen
    .words = foto plaatje uitgelicht cover
CoverFromSite = Omslag uit de site…
    .help = Een afbeelding nemen die de site al heeft
    .words = foto plaatje uitgelicht bibliotheek cover
FindPhoto = Foto zoeken…
    .help = Zoek bij Openverse, Wikimedia Commons, Pexels of Pixabay een afbeelding, met de bronvermelding zoals de site die schrijft
    .words = stockfoto zoeken beeld pexels pixabay openverse commons
RemoveCover = Omslag verwijderen
    .help = De omslag en zijn teksten uit het artikel halen; het bestand blijft
    .words = wissen foto plaatje cover
Bold = Vet
    .help = De selectie vet maken, of weer gewoon
Italic = Cursief
    .help = De selectie cursief maken, of weer gewoon
Code = Code
    .help = De selectie als code zetten, of weer gewoon
Strikethrough = Doorhalen
    .help = De selectie doorhalen, of niet meer
    .words = geschrapt
Heading1 = Kop 1
    .help = Van de regel een kop van het artikel zelf maken, of weer tekst
Heading = Kop 2
    .help = Van de regel een kop maken, of weer tekst
Subheading = Kop 3
    .help = Van de regel een kleinere kop maken, of weer tekst
Heading4 = Kop 4
    .help = Van de regel een kop van het vierde niveau maken, of weer tekst
Heading5 = Kop 5
    .help = Van de regel een kop van het vijfde niveau maken, of weer tekst
Heading6 = Kop 6
    .help = Van de regel een kop van het zesde niveau maken, of weer tekst
RaiseHeading = Grotere kop
    .help = De kop een niveau omhoog zetten
LowerHeading = Kleinere kop
    .help = De kop een niveau omlaag zetten
Quote = Citaat
    .help = De regels citeren, of niet meer
BulletList = Opsommingslijst
    .help = Van de regels een lijst maken, of weer tekst
NumberedList = Genummerde lijst
    .help = Van de regels een genummerde lijst maken, of weer tekst
Task = Takenlijst
    .help = Van de regels taken maken, of weer tekst
    .words = vinkje todo checkbox
Tick = Taak afvinken
    .help = De taak als gedaan markeren, of als niet gedaan
    .words = vinkje gedaan checkbox
ShowArticles = Artikelen tonen
    .help = De lijst van artikelen tonen of verbergen
    .words = zijbalk lijst
ShowForm = Formulier tonen
    .help = Het formulier tonen of verbergen
    .words = front matter metadata gegevens
ShowPreview = Voorbeeld tonen
    .help = Het voorbeeld tonen of verbergen
    .words = pagina preview
ShowOutline = Overzicht tonen
    .help = De koppen van het artikel tonen of verbergen
    .words = structuur outline
ShowRail = Balk links tonen
    .help = De plaatsen aan de linkerrand tonen of verbergen; F10 opent het menu ook zonder
    .words = zijbalk rand plaatsen rail
ListThumbnails = Miniaturen in de lijst
    .help = De omslagen van artikelen in de lijst tonen, of verbergen
    .words = afbeeldingen foto’s omslagen klein
ShowHeadAsText = Front matter als tekst
    .help = De front matter boven de tekst tonen of verbergen
    .words = yaml toml bron
ShowLineNumbers = Regelnummers
    .help = De nummers van de regels naast de tekst tonen of verbergen
FocusMode = Focusmodus
    .help = Alleen de pagina tonen, met de alinea die je schrijft verlicht, of alles weer tonen
    .words = afleiding zen
FocusSentence = Focus op de zin
    .help = In de focusmodus de zin oplichten die je schrijft, of de alinea
    .words = afleiding zen
Typewriter = Typemachinemodus
    .help = De regel die je schrijft op dezelfde hoogte houden, of daarmee stoppen
WordGoal = Woordendoel…
    .help = Zeggen hoeveel woorden je op een dag of in een artikel wilt schrijven; een ring in de statusbalk toont hoe ver je bent
    .words = doel aantal woorden teller
PreviewFollows = Voorbeeld volgt de tekst
    .help = Het voorbeeld houden waar de cursor en de tekst zijn, of het laten staan
TextFollows = Tekst volgt het voorbeeld
    .help = De tekst met het voorbeeld mee schuiven, of haar laten staan
ZoomIn = Inzoomen
    .help = Alles groter tonen
    .words = groter
ZoomOut = Uitzoomen
    .help = Alles kleiner tonen
    .words = kleiner
ZoomReset = Werkelijke grootte
    .help = Alles tonen in de grootte van het bureaublad
    .words = zoom 100 %
FullScreen = Volledig scherm
    .help = Het scherm met het venster vullen, of daarmee stoppen
    .words = schermvullend maximaliseren
SwitchAppearance = Licht of donker
    .help = Wisselen tussen het lichte en het donkere thema
    .words = modus nacht dag uiterlijk kleuren
GoToArticle = Naar artikel…
    .help = Een artikel openen met een paar letters van de titel of het pad
    .words = openen wisselen snel
GoToPlace = Naar regel of kop…
    .help = Naar een regel gaan met het nummer, of naar een kop met een paar letters
NextArticle = Volgend artikel
    .help = Naar het open artikel rechts gaan
PreviousArticle = Vorig artikel
    .help = Naar het open artikel links gaan
Back = Terug
    .help = Naar het artikel gaan dat vóór dit artikel te zien was
Forward = Vooruit
    .help = Naar het artikel gaan waarvan je bent teruggegaan
Write = Schrijven
    .help = Teruggaan naar het artikel, zoals het was
NextPane = Volgend paneel
    .help = Naar het volgende van lijst, formulier, tekst en voorbeeld gaan
PreviousPane = Vorig paneel
    .help = Naar het vorige van lijst, formulier, tekst en voorbeeld gaan
NextProblem = Volgend probleem
    .help = Naar het volgende probleem van front matter of tekst gaan
    .words = fout waarschuwing
PreviousProblem = Vorig probleem
    .help = Naar het probleem vóór dit probleem gaan
    .words = fout waarschuwing
FindArticle = Artikelen filteren
    .help = Naar het filterveld van de lijst van artikelen gaan
Notices = Naar de meldingen
    .help = Vanuit de laatste meldingen terugdraaien of tonen wat er gedaan is
    .words = ongedaan berichten
FindInSite = Zoeken in de site…
    .help = Zoeken in alle artikelen, en vervangen
    .words = overal alle artikelen vervangen
SitePictures = Afbeeldingen van de site…
    .help = Alle afbeeldingen, en welke ontbreken, niet gebruikt worden of te zwaar zijn; hernoemen, verplaatsen en vervangen in alle artikelen
    .words = foto's beelden bibliotheek ongebruikt ontbreekt locatie hernoemen verplaatsen
Findings = Problemen…
    .help = Wat er in de artikelen van de site mis is, of beter kan
    .words = gewoontes verschillen controle
Changes = Wijzigingen…
    .help = Wat er in het artikel is veranderd sinds de laatste commit, en het inleveren
    .words = git commit diff publiceren inleveren
OpenInSite = Openen in site
    .help = Het artikel met wat je hebt getypt zien in het echte thema, in de browser; het volgt het typen
    .words = hugo server browser voorbeeld thema live preview
StopInSite = Site niet meer tonen
    .help = Hugo beëindigen, dat de site in de browser toont
    .words = hugo server sluiten stoppen
Push = Pushen…
    .help = Alle commits van de branch bij de server inleveren, nadat je ze gezien hebt
    .words = publiceren uploaden git delen
GetLatest = Nieuwste ophalen
    .help = Binnenhalen wat anderen hebben ingeleverd, als het samengaat met wat hier is
    .words = pull fetch bijwerken git
Palette = Opdracht uitvoeren…
    .help = Een opdracht vinden met een paar letters van de naam
    .words = opdrachten commando
Help = Hulp
    .help = Toetsen, markdown, front matter, afbeeldingen, artikelen vinden, commits, en wat waar bewaard wordt
    .words = handleiding welkom help
About = Over Kopij
    .help = Versie, licenties, waar alles bewaard wordt, en wat een verslag nodig heeft
    .words = versie licentie verslag mappen
Menu = Menu
    .help = Elke opdracht op zijn plek
menu-file = Bestand
menu-edit = Bewerken
menu-insert = Invoegen
menu-format = Opmaak
menu-view = Beeld
menu-go = Ga naar
menu-site = Site
menu-help = Hulp

## action/offer: why a command cannot run

lack-no-site = Open eerst de map van een site
lack-no-article = Open eerst een artikel
lack-no-file = Het artikel staat nog niet in een bestand
lack-no-other = Er is geen ander artikel open
lack-no-text = Dit bestand is geen tekst
lack-covered = Er staat een pagina vóór de tekst
lack-read-only = Dit artikel kan alleen gelezen worden
lack-nothing-to-undo = Niets om ongedaan te maken
lack-nothing-to-redo = Niets om opnieuw te doen
lack-nothing-outside = Geen ander programma heeft deze tekst gewijzigd
lack-no-other-site = Er was eerder geen andere site open
lack-nothing-closed = Er is geen artikel gesloten
lack-nothing-before = Vóór dit artikel was er geen ander te zien
lack-nothing-after = Je bent niet teruggegaan
lack-no-notice = Er is niets gedaan dat een melding kan terugdraaien of tonen
lack-not-in-site = De site wordt niet in de browser getoond

## model/front_matter: what is wrong with a head, and why a value of it is not changed

head-lines-end-old-mac = de regels eindigen op de oude Mac-manier, die niet gelezen kan worden
head-front-matter-not-closed = de front matter is niet gesloten
head-line-starts-with-ends = een regel die met { $fence } begint, sluit voor Hugo de front matter af
head-blanks-stand-before-opening = er staan spaties vóór de openingsregel
head-front-matter-too-long = de front matter is langer dan 256 kB
head-dots-do-not-end = deze regel sluit de front matter voor Hugo niet af; --- wel
head-line-ends-old-mac = de regel eindigt op de oude Mac-manier, die niet gelezen kan worden
head-line-column = Regel { $line }, kolom { $column }: { $why }
head-line = Regel { $line }: { $why }
head-group-keys = “{ $key }” is een groep sleutels
head-path-names-no-key = het pad noemt geen sleutel
head-not-there = “{ $key }” is er niet
head-there-key-already = er is al een sleutel “{ $key }”
head-not-list = “{ $key }” is geen lijst
head-has-no-such-item = “{ $key }” heeft dat item niet
head-names-no-item-list = “{ $key }” noemt geen item van een lijst
head-more-stands-behind-object = er staat meer achter de sluitaccolade
head-too-many-values = er zijn meer dan { $count } waarden
head-cannot-read = kan niet gelezen worden: { $why }
head-nested-too-deep = de nesting is te diep
head-value-missing = er ontbreekt een waarde
head-key-quotes-should-stand = hier hoort een sleutel tussen aanhalingstekens te staan
head-colon-should-stand-here = hier hoort een dubbele punt te staan
head-comma-or-closing-brace = hier hoort een komma of een sluitaccolade te staan
head-comma-or-closing-bracket = hier hoort een komma of een sluithaak te staan
head-quotes-not-closed = de aanhalingstekens zijn niet gesloten
head-text-has-escape-or = een backslash in deze tekst moet dubbel, en een tab eruit
head-no-value = dit is geen waarde
head-list = “{ $key }” is een lijst
head-does-not-stand-on = “{ $key }” staat niet op een eigen regel
head-group-written-unusual-way = de groep is op een ongewone manier geschreven
head-no-such-number = in deze front matter kan een getal niet als { $number } geschreven worden
head-number-too-large = { $number } is te groot voor een getal in TOML, en Hugo bouwt het artikel niet; tussen aanhalingstekens is het een tekst
head-toml-has-no-empty = TOML kent geen lege waarde
head-not-group-keys = “{ $key }” is geen groep sleutels
head-list-inside-list = een lijst binnen een lijst
head-written-unusual-way = “{ $key }” is op een ongewone manier geschreven
head-has-key-no-text = “{ $key }” heeft een sleutel die geen tekst is
head-has-no-place = “{ $key }” heeft geen plek
head-item-group-keys = item { $item } van “{ $key }” is een groep sleutels
head-item-above-not-group = het item boven “{ $key }” is geen groep sleutels
head-takes-over-keys-from = “<<” neemt sleutels van elders over
head-alias-another-value = “{ $key }” is een alias (*) van een andere waarde
head-has-tag = “{ $key }” heeft een tag (!)
head-has-anchor-other-values = “{ $key }” heeft een anker (&), andere waarden kunnen het herhalen
head-holds-alias-anchor-or = “{ $key }” bevat een alias (*), een anker (&) of een tag (!)
head-already-on-line = “{ $other }” staat al op regel { $line }
head-key-not-text-left = een sleutel die geen tekst is, blijft zoals hij is
head-differ-only-case-hugo = “{ $key }” en “{ $other }” verschillen alleen in hoofdletters; voor Hugo zijn ze één
head-lists-groups-nested-too = lijsten en groepen zijn te diep genest
head-front-matter-not-list = de front matter is geen lijst van regels als `key: value`
head-second-yaml-document-starts = hier begint een tweede YAML-document
head-quote-opened-but-not = een aanhalingsteken is geopend maar niet gesloten
head-colon-not-expected-here = hier hoort geen dubbele punt; een tekst met een dubbele punt heeft aanhalingstekens nodig
head-tab-indents-line-only = een tab springt de regel in; dat mogen alleen spaties
head-line-not-indented-like = de regel springt anders in dan die eromheen
head-list-not-closed-or = een lijst in […] is niet gesloten, of er ontbreekt een komma
head-group-not-closed-or = een groep in {"{"}…{"}"} is niet gesloten, of er ontbreekt een komma
head-closing-bracket-has-no = een sluithaak heeft geen openingshaak
head-colon-missing-after-key = na de sleutel ontbreekt een dubbele punt
head-text-starts-with-needs = de tekst begint met * en heeft aanhalingstekens nodig, of zijn anker ontbreekt
head-text-starts-with-needs-2 = een tekst die met { $character } begint heeft aanhalingstekens nodig
head-something-follows-closing-quote = na het sluitende aanhalingsteken volgt nog iets; een aanhalingsteken binnen een tekst moet anders geschreven worden
head-backslash-text-double-quotes = een backslash in een tekst tussen dubbele aanhalingstekens moet dubbel
head-conflict-marks = een ander programma kon twee versies niet samenvoegen en liet beide hier achter, tussen <<<<<<< en >>>>>>>; behoud er een en haal de markeringen weg
head-value-missing-here = hier ontbreekt een waarde, zoals tussen twee komma’s
head-ends-too-early = er is iets geopend dat niet gesloten is voordat de front matter eindigt
head-text-starts-with-sign = een tekst die met & of * begint heeft aanhalingstekens nodig
head-text-below-sign = na | of > mag alleen een regeleinde volgen; een tekst die zo begint heeft aanhalingstekens nodig
head-blank-missing = er ontbreekt een spatie vóór # of na een teken; een tekst met zulke tekens heeft aanhalingstekens nodig
head-line-cannot-read = deze regel wordt niet begrepen; een tekst met : # [ ] { "{" } { "}" } of aanhalingstekens staat tussen aanhalingstekens
head-list-item-cannot-stand = hier kan geen item van een lijst staan
head-equals-missing = tussen de sleutel en de waarde ontbreekt een =
head-equals-too-many = hier staat een = te veel; een tekst met = erin heeft aanhalingstekens nodig
head-text-needs-quotes = een tekst heeft aanhalingstekens nodig
head-comma-too-many = hier staat een komma te veel
head-key-needs-quotes = een sleutel met andere tekens dan letters, cijfers, - en _ heeft aanhalingstekens nodig
head-table-not-closed = de naam van een groep staat tussen [ en ]
head-number-not-understood = dit is geen getal of datum; een tekst heeft aanhalingstekens nodig
head-key-there-already = deze sleutel, of deze groep, staat er hierboven al
head-capitals-in-switch = true en false worden klein geschreven
head-toml-line = deze regel wordt niet begrepen; een regel is een sleutel, een = en een waarde, en een tekst staat tussen aanhalingstekens
refusal-unreadable = de front matter kan niet gelezen worden: { $why }
refusal-not-editable = { $why }; wijzig het in de tekst
refusal-unverified = deze waarde kon niet veilig geschreven worden; wijzig haar in de tekst
entry-not-readable = Niet leesbaar: { $why }
entry-stops-the-build = { $why }
text-conflict-marks = Een ander programma kon twee versies niet samenvoegen en liet beide in de tekst achter, tussen <<<<<<< en >>>>>>>
entry-copy-of = Een kopie van { $original } die een programma heeft achtergelaten
entry-one-address = Het heeft hetzelfde adres als { $other }: lezers zien een van de twee
new-article-was-not-set = { $key } is niet ingevuld: { $why }
new-article-action-not-understood = {"{{"}{ $action }{"}}"} van het archetype wordt niet begrepen en is weggelaten
new-article-too-much = Het archetype vraagt meer dan een artikel mag kosten, dus er is niet mee begonnen; dit artikel is leeg
new-article-file-too-much = het vraagt meer dan een bestand mag kosten
new-article-file-not-copied = { $file } van het archetype is niet gekopieerd: { $why }
new-article-files-untold = { $count ->
    [one] En nog zo een, met de bestanden erbij
   *[other] En nog { $count } van zulke, met de bestanden erbij
}
new-article-files-left-out = Alleen de eerste { $count } bestanden van het archetype zijn gekopieerd; het heeft er meer
new-article-files-too-large = de bestanden van een archetype mogen samen { $mb } MB zijn
new-article-no-folder = { $folder } is een link of een bestand, geen map om bestanden in te maken
new-article-other-not-read = de front matter van het andere artikel kan niet gelezen worden

## ui/preview/lay/mod

lay-more-which-only-text = … en nog { $weight }, die alleen in de tekst te zien is

## model/site/hugo: what of the settings of a site is not read

site-settings-too-large = de instellingen van de site hebben meer dan { $count } waarden
site-settings-too-many = van wat over pagina’s beslist tellen alleen de eerste { $count } waarden, tot en met “{ $key }”
site-settings-theme-outside = het thema noemt de map “{ $folder }” buiten de site, die wordt weggelaten

## model/schema/overrides

overrides-too-many-fields = alleen de eerste { $count } velden worden gebruikt
overrides-too-many-sections = alleen de eerste { $count } secties worden gebruikt

## model/site/query

query-as-text = “{ $written }” wordt als tekst gezocht
query-not-known = “{ $written }” is hier nog niet bekend: het laat niets weg

## model/site/shortcodes

shortcode-no-name = Een shortcode heeft geen naam
shortcode-ending = “{ $name }”: de naam van een shortcode heeft geen punt
shortcode-unknown = Er is geen shortcode “{ $name }”
shortcode-removed = Hugo heeft geen shortcode “{ $name }” meer
shortcode-unended = Een shortcode houdt niet op
shortcode-not-closed = “{ $name }” neemt de tekst tot het einde, en wordt niet gesloten
shortcode-closed-for-nothing = “{ $name }” neemt geen tekst, en wordt toch gesloten
shortcode-not-open = “{ $name }” wordt gesloten en was niet begonnen
shortcode-sign = { $sign } staat in een shortcode alleen tussen "aanhalingstekens"
shortcode-mixed = Een shortcode heeft waarden met en zonder naam
shortcode-needs-percent = “{ $name }” maakt markdown: de aanroep is met { "{{% %}}" }

## model/site/stopping

ref-lost = er is geen pagina “{ $path }”

## ui/panels/menu

menu-hint = Pijltoetsen gaan door het menu, Enter voert uit, Escape sluit

## ui/panels/text_menu

text-menu-name = Wat hier gedaan kan worden

## ui/widgets/fields, clipboard

fields-about = { $count } / ongeveer { $limit }
fields-cut = Knippen
fields-copy = Kopiëren
fields-paste = Plakken

## ui/preview/follow

preview-picture = Afbeelding
preview-menu-open = Link openen
preview-menu-go-to = Naar deze plek in de tekst
preview-menu-show = In map tonen
preview-menu-copy-path = Pad kopiëren
preview-menu-copy = Adres kopiëren

## ui/about

about-title = Over Kopij
about-version = Kopij { $version }, een editor voor de artikelen van statische sites.
about-sent = Uit zichzelf verstuurt het niets: niet hoe het gebruikt wordt, niet wat er misgaat.
about-kept = Wat bewaard wordt, en waar
about-settings = Instellingen, je woorden en woordenboeken
about-state = Niet opgeslagen tekst, eerdere versies, wijzigingen van bestanden, verslagen van fouten
about-data = De voorbeeldsite
about-cache = Wat opnieuw gemaakt kan worden, en weggegooid mag worden
about-licences = Licenties
about-under = Kopij valt onder MIT of Apache-2.0, naar keuze. Wat er van anderen in zit (crates, lettertypen, woordenboeken) heeft eigen licenties: een pakket heeft ze in `licences.txt.gz`, onder `share/doc/kopij`.
about-report = Voor een verslag
about-copy = Kopieer deze gegevens, en schrijf erbij wat je deed, wat je zag en wat je verwachtte. Niets van je site staat erin.

## ui/panels/help

help-help = Hulp
help-detail = Korte pagina’s; Escape brengt je terug naar het artikel
help-done = Sluiten
help-here = Nu open: { $title } ({ $found })
help-recent = { $title } openen
help-open-site = Open je site…
help-find = Zoeken in de hulp
help-nothing = Geen pagina heeft deze woorden
help-keys = Toetsen
help-command = Opdracht
help-does = Wat het doet

disk-changed-outside = Een ander programma heeft “{ $name }” gewijzigd
disk-merged = Wijzigingen van de schijf in “{ $name }” samengevoegd
disk-show = Tonen
disk-undo = Ongedaan maken

## What the checks find

check-address-twice = { $count } artikelen hebben één adres, { $address }: lezers zien er een van

check-title-missing = Geen titel
check-title-long = De titel wordt na { $after } tekens afgekapt
check-summary-missing = Geen samenvatting: de eerste woorden van de tekst nemen haar plaats in
check-summary-long = De samenvatting wordt na { $after } tekens afgekapt
check-cover-missing = Geen omslag: de link wordt zonder afbeelding getoond
check-cover-broken = De omslag kan niet worden getoond
check-cover-missing-file = Er is geen bestand voor de omslag: { $address }
check-cover-small = De omslag is { $width } × { $height } pixels; sociale media vragen 1200 × 630
check-cover-alt = De omslag heeft geen alt-tekst
check-habit-spelling = { $count ->
    [one] 1 artikel schrijft { $written } waar { $usual } andere { $key } schrijven
   *[other] { $count } artikelen schrijven { $written } waar { $usual } andere { $key } schrijven
}
check-habit-kind = { $count ->
    [one] { $key }: 1 artikel heeft { $found }, anders dan { $usual } andere
   *[other] { $key }: { $count } artikelen hebben { $found }, anders dan { $usual } andere
}
check-habit-word = { $count ->
    [one] { $key }: 1 artikel heeft “{ $word }” waar { $usual } andere “{ $like }” hebben
   *[other] { $key }: { $count } artikelen hebben “{ $word }” waar { $usual } andere “{ $like }” hebben
}

## model/rule: what each rule finds, and why that matters

rule-address-alias = Een alias leidt naar niets eigens
    .help = Een alias is een oud adres dat naar het artikel leidt. Is het ook het adres of een alias van een andere pagina, dan leidt het bij toeval naar een van de twee; is het het adres van het artikel zelf, dan doet het niets.
rule-address-changed = Een artikel dat lezers kennen heeft een ander adres
    .help = Links naar het oude adres, van andere sites en van zoekmachines, vinden niets meer. Een alias houdt het in stand: Hugo maakt daar een pagina die doorverwijst.
rule-address-empty = Een artikel neemt het adres van de startpagina in
    .help = Het patroon van de adressen is gemaakt van titel of slug, en het artikel heeft geen van beide. Lezers zouden bij toeval het artikel of de startpagina zien. Geef het een titel of een slug.
rule-address-odd = Het adres is niet te bereiken
    .help = Wat na ? of # komt, hoort niet bij een adres, en .. leidt eruit. Een adres van een andere site houdt de bouw van de hele site tegen.
rule-check-unused = Een opmerking onderdrukt niets
    .help = Wat ze onderdrukte is er niet meer, of er staat een vergissing in de naam. Zonder de opmerking wordt het volgende weer gemeld.
rule-head-number = Een getal is te groot
    .help = TOML heeft gehele getallen tot 9.223.372.036.854.775.807. Hugo leest geen front matter met een groter getal, en bouwt helemaal niets zolang het er staat. Tussen aanhalingstekens is het een tekst van cijfers, van elke lengte.
rule-head-old-key = Een sleutel heeft inmiddels een andere naam
    .help = Nieuwere versies van Hugo waarschuwen ervoor, en bouwen uiteindelijk niets meer. De nieuwe naam doet hetzelfde.
rule-image-alt = Een afbeelding zegt niets aan wie haar niet ziet
    .help = Schermlezers lezen voor wat een afbeelding laat zien, en lezers zien het waar de afbeelding niet laadt. Schrijf het tussen de haken: `![De kade bij zonsopgang](kade.jpg)`.
rule-image-case = Het bestand van een afbeelding heet anders
    .help = Windows en macOS maken geen verschil tussen hoofdletters en kleine letters, en niet in hoe een accent is samengesteld; het web wel. Lezers zien een lege plek.
rule-image-heavy = Een afbeelding is zwaar
    .help = Lezers wachten erop, op een telefoon het langst. 1600 pixels zijn genoeg voor een afbeelding in een tekst. `[check.limits] picture-kilobytes` in `kopij.toml` zegt vanaf wanneer het wordt gemeld.
rule-image-location = Een afbeelding vertelt waar ze is gemaakt
    .help = Telefoons schrijven de plaats in elke foto, en wie de foto bewaart kan die lezen: bij een foto van thuis is dat het adres. `kopij strip` haalt haar eruit, en geen pixel verandert.
rule-image-missing = Een afbeelding is er niet
    .help = Lezers zien een lege plek. Misschien staat er een vergissing in de naam van het bestand, of ligt het in een andere map.
rule-image-twice = Een afbeelding is er twee keer
    .help = Twee bestanden zijn hetzelfde. Lezers laden de afbeelding twee keer, en wie de ene vervangt vergeet de andere.
rule-image-unused = Niets noemt een afbeelding
    .help = Geen artikel, sjabloon, opmaakblad of gegevensbestand noemt haar. Ze komt toch op de site, en neemt plaats in.
rule-link-alias = Een link leidt naar een oud adres
    .help = Lezers worden doorgestuurd. Dat kost even tijd, en het breekt als de alias verdwijnt.
rule-link-case = Een link heeft andere hoofdletters dan het adres
    .help = Op sommige servers en computers werkt het, op de andere vinden lezers niets.
rule-link-empty = Een link leidt nergens heen
    .help = Lezers die erop klikken blijven waar ze zijn. Vaak moest het adres later nog worden ingevuld.
rule-link-fragment = Een link noemt een kop die er niet is
    .help = Lezers komen boven aan de pagina terecht. Vaak is de kop herschreven, en daarmee zijn naam.
rule-link-hidden = Een link leidt naar een pagina die lezers niet kunnen zien
    .help = De pagina is een concept, nog gepland of verlopen: lezers die op de link klikken vinden niets.
rule-link-insecure = Een link leidt naar een pagina zonder https
    .help = Wat lezers daar doen kan onderweg worden gelezen en veranderd. Bijna elke site antwoordt inmiddels met https.
rule-link-markdown = Een link noemt een bestand van de inhoud
    .help = Hugo schrijft de link zoals hij is, en op de site is er geen bestand met die naam, tenzij het thema een sjabloon voor links heeft. Noem het adres, of gebruik ref.
rule-link-missing = Een link leidt nergens heen
    .help = Er is geen pagina, alias of bestand op het adres, dus lezers vinden niets. Wat ref en relref noemen moet er zijn: anders bouwt Hugo helemaal niets.
rule-link-own-host = Een link naar deze site heeft het hele adres
    .help = Die brengt lezers van een voorvertoning of een kopie van de site naar de echte, en breekt als de site verhuist.
rule-link-tracking = Een link volgt lezers
    .help = Delen van het adres, zoals utm_source, vertellen de andere site waar haar lezers vandaan komen. De link werkt zonder die delen.
rule-link-words = De woorden van een link zeggen niet waar hij heen leidt
    .help = Wie de pagina niet ziet, hoort de links een voor een, los van hun zin: hier, hier, lees meer. Zoekmachines lezen ze ook.
rule-publish-date-missing = Er is geen datum
    .help = Bijna alle andere artikelen van de sectie hebben er een. Zonder datum staat het artikel achter aan lijsten, en in feeds alsof het uit het jaar 1 is.
rule-publish-date-odd = De datum is lang geleden
    .help = Een getal wordt gelezen als seconden sinds 1970, en wat geen jaar is als het jaar 1. Het artikel staat achter aan elke lijst.
rule-publish-date-unreadable = Hugo kan een datum niet lezen
    .help = Hugo bouwt helemaal niets zolang dat zo is. Het leest 2026-02-24, met of zonder 16:09:00 en +01:00 achter een T of een spatie; geen schuine strepen, geen maanden in woorden, geen minuten zonder seconden.
rule-publish-draft-odd = Het conceptteken is geen schakelaar
    .help = Een tekst of lijst die true noch false is, geldt als false: het artikel is openbaar, wat er ook bedoeld was.
rule-publish-draft-word = Het conceptteken is een woord
    .help = yes, on en y zijn schakelaars voor Hugo vóór 0.152, en woorden voor nieuwere versies, die het artikel publiceren. Schrijf true of false.
rule-publish-far-future = Het verschijnt pas over meer dan een jaar
    .help = Vaak is het jaar een vergissing. Tot dan ziet geen lezer het artikel.
rule-publish-format-denied = De site neemt geen bestanden van deze soort
    .help = Nieuwere versies van Hugo bouwen helemaal niets zolang zo’n bestand in de inhoud staat, tenzij security.allowContent in de instellingen het toelaat.
rule-publish-never = Het verloopt voordat het begint
    .help = Het artikel staat op geen enkel moment op de site. Een van de twee datums klopt niet.
rule-publish-no-build = Niets bouwt de site als het zover is
    .help = Een site van bestanden verandert alleen als ze wordt gebouwd, en de workflow loopt wanneer er iets wordt gepusht, niet op het moment van dit artikel. Geef de workflow een schema; kopij next drukt de momenten af.
rule-publish-no-page = Een bestand is geen eigen pagina
    .help = Het ligt in de bundel van een ander artikel, of naast een index.md die in zijn plaats telt. Lezers zien het alleen als het thema het daar toont.
rule-publish-published-key = published wordt als datum gelezen
    .help = Andere generators markeren concepten met published: false. Voor Hugo is dat een datum die niet gelezen kan worden, en het bouwt helemaal niets. Zijn teken is draft: true.
rule-site-settings = Een instelling houdt de bouw tegen
    .help = Hugo weigert de instellingen van de site zoals ze zijn, en bouwt helemaal niets.
rule-site-two-files = Twee bestanden zijn één pagina
    .help = a.md en a/index.md, index.md en _index.md, of twee namen die alleen in hoofdletters verschillen: Hugo toont bij toeval een van de twee, of er gaat een verloren op macOS en Windows.
rule-summary-is-title = De samenvatting zegt hetzelfde als de titel
    .help = Lezers van lijsten en zoekresultaten zien dezelfde woorden twee keer, en komen niets meer te weten.
rule-tags-one-address = Twee tags willen één adres
    .help = Elk heeft een eigen pagina, en beide worden naar één bestand geschreven: lezers zien er bij toeval een van. Voeg de twee samen.
rule-text-heading-skip = Een niveau van koppen is overgeslagen
    .help = Wie de pagina niet ziet, gaat van kop naar kop, en zoekt wat ertussen ontbreekt.
rule-text-heading-twin = Twee koppen zijn gelijk
    .help = Links naar de tweede krijgen een nummer, dat verandert als er een andere voor komt te staan.
rule-text-invisible = Er staat een teken dat niemand ziet
    .help = Tekens zonder breedte, zachte koppeltekens en richtingstekens komen mee als tekst wordt geplakt. Door zulke tekens worden woorden niet gevonden en breken adressen.
rule-text-placeholder = Er moet nog iets worden ingevuld
    .help = TODO, TKTK, FIXME en lorem ipsum zijn aantekeningen van wie schrijft, en lezers zouden ze zien.
rule-text-long-sentence = Een zin is lang
    .help = Lezers raken de draad kwijt. Twee kortere zinnen zeggen hetzelfde. Er wordt naar gezocht waar `kopij.toml` of `--rule` erom vraagt.
rule-text-reading = De tekst is moeilijk te lezen
    .help = De LIX, de woorden per zin en het aandeel lange woorden, ligt boven die van een krant. Er wordt naar gezocht waar `kopij.toml` of `--rule` erom vraagt.
rule-text-repeated-word = Een woord staat er twee keer
    .help = Meestal is het blijven staan toen de zin werd gewijzigd.
rule-text-spelling = Woorden staan in geen woordenboek
    .help = In de taal van het artikel, de tweede taal ervan, en je eigen lijst en die van de site. Namen die in verschillende artikelen staan, tags en auteurs zijn bekend. Het venster markeert elk woord; een opdracht zegt hoeveel het er zijn en noemt de eerste.
rule-text-title-twice = De titel staat er nog een keer
    .help = Thema’s tonen de titel boven de tekst. Als kop in de tekst zien lezers hem twee keer.
rule-title-twin = Een ander artikel van de sectie heeft dezelfde titel
    .help = Lezers van lijsten en zoekresultaten kunnen de twee niet uit elkaar houden.
rule-address-twice = Verschillende artikelen hebben één adres
    .help = Hugo schrijft de pagina’s ervan allemaal naar één bestand, en lezers zien de pagina die toevallig de laatste is. Welke dat is kan bij elke bouw veranderen. Geef alle op één na een andere slug of een ander adres.
rule-cover-alt = De omslag heeft geen alt-tekst
    .help = Wie de afbeelding niet kan zien, hoort haar alt-tekst, en zoekmachines ook. Eén zin over wat er te zien is, is genoeg.
rule-cover-broken = De omslag kan niet worden getoond
    .help = Het adres van de omslag leidt naar geen afbeelding die gelezen kan worden, dus het artikel heeft er geen in lijsten en waar het wordt gedeeld.
rule-cover-heavy = De afbeelding van de omslag is zwaar
    .help = Wie op een telefoon leest, wacht op een afbeelding van meer dan 500 kB. Een kleinere ziet er daar hetzelfde uit.
rule-cover-missing = Er is geen omslag
    .help = Waar het artikel wordt gedeeld, staat de link zonder afbeelding, en die volgen minder mensen.
rule-cover-shared = Andere artikelen hebben dezelfde omslag
    .help = In een lijst met artikelen zijn ze aan hun afbeelding niet uit elkaar te houden.
rule-cover-small = De omslag is klein
    .help = Sociale media tonen een afbeelding van minder dan 1200 × 630 pixels als een klein vierkant, of helemaal niet.
rule-head-broken = De front matter kan niet gelezen worden
    .help = Hugo kan die ook niet lezen, en bouwt helemaal niets zolang dat zo is: geen wijziging van welk artikel ook bereikt de lezers. Vaak is het een dubbele punt in een tekst zonder aanhalingstekens, een tab, of een regel met --- die ontbreekt.
rule-head-date-style = De datum is anders geschreven dan in de andere artikelen
    .help = Datums die op verschillende manieren zijn geschreven, worden gelezen en gesorteerd op manieren die verrassen: zonder tijd of tijdzone is het ergens middernacht.
rule-head-key-case = Een sleutel is met andere letters geschreven dan in de andere artikelen
    .help = Voor Hugo is het dezelfde sleutel. Andere programma’s die de front matter lezen zien er een andere in, en missen de waarde.
rule-head-key-kind = Een sleutel is een lijst of een groep
    .help = Zo’n sleutel kan in een sjabloon niet worden genoemd, dus niets op de site kan de waarde tonen.
rule-head-key-twice = Een sleutel staat er twee keer
    .help = Vanaf versie 0.152 bouwt Hugo helemaal niets zolang dat zo is; daarvoor telde de laatste van de twee en werd de andere genegeerd. Behoud er een.
rule-head-kind = Een waarde is van een andere soort dan in de andere artikelen
    .help = Een thema dat een lijst verwacht, loopt vast op een tekst, of toont die letter voor letter. Wat bijna alle andere artikelen hebben, is waarschijnlijk bedoeld.
rule-summary-long = De samenvatting wordt in zoekresultaten afgekapt
    .help = Zoekmachines tonen er zo’n 160 letters van, en eindigen met puntjes. Zet voorop wat de lezer moet weten.
rule-summary-missing = Er is geen samenvatting
    .help = Lijsten, sociale media en zoekmachines tonen dan de eerste woorden van de tekst, die daar zelden voor zijn geschreven.
rule-tags-twin = Een tag is bijna gelijk aan een andere die veel artikelen hebben
    .help = Elk van de twee heeft een eigen pagina, en lezers vinden op beide maar een deel van de artikelen. Meestal is het een tikfout, of een meervoud.
rule-text-conflict = In de tekst staan twee versies
    .help = Een ander programma, zoals git of een dat mappen deelt, kon niet samenvoegen wat twee mensen schreven, en liet beide staan met markeringen ertussen. Lezers zouden beide zien, met markeringen en al.
rule-text-shortcode-broken = Een shortcode kan niet gelezen worden
    .help = Hugo bouwt helemaal niets zolang dat zo is. Een tekst die de aanroep van een shortcode moet laten zien, wordt met commentaartekens binnen de accolades geschreven.
rule-text-shortcode-open = Een shortcode is niet gesloten
    .help = Hugo bouwt helemaal niets zolang er een openstaat die een tekst neemt, of er een gesloten wordt die er geen neemt of niet begonnen was.
rule-text-shortcode-unknown = De site heeft geen shortcode met deze naam
    .help = Hugo bouwt helemaal niets zolang er een wordt aangeroepen die er niet is. Misschien staat er een vergissing in de naam, of hoorde de shortcode bij een thema dat weg is.
rule-title-long = De titel wordt in zoekresultaten afgekapt
    .help = Zoekmachines tonen er zo’n 60 letters van, en eindigen met puntjes. Wat ertoe doet hoort daarvoor te staan.
rule-title-missing = Er is geen titel
    .help = Lijsten, de pagina zelf en zoekresultaten tonen de naam van het bestand, of niets.

check-address-empty = Het heeft geen titel en geen slug, en zou de startpagina zijn
check-address-home = Door “{ $key }” zou het de startpagina zijn
check-address-odd = Lezers kunnen een adres met “..”, “?” of “#” erin niet bereiken
check-address-changed = Lezers kennen dit op { $old }, en niets leidt vandaar naar { $new }
check-address-alias-own = Deze alias is het adres van het artikel zelf
check-address-alias-page = { $alias } is het adres van een andere pagina, en leidt er als alias vandaan
check-address-alias-twice = { $alias } is ook een alias van { $other }: hij leidt naar een van de twee
check-site-two-files = { $other } ernaast neemt dezelfde plaats in: Hugo toont een van de twee
check-check-unused = Deze opmerking onderdrukt niets: { $rules }
check-head-old-key = `_build` heet `build` sinds Hugo 0.145
check-head-old-key-refused = Hugo { $version } bouwt niets met `_build`, dat sinds 0.145 `build` heet
check-publish-home-is-leaf = `index.md` boven in de inhoud maakt alle andere bestanden de zijne, en geen ervan een pagina; met de naam `_index.md` is het alleen de tekst van de startpagina
check-publish-draft-word = `{ $word }` is voor deze Hugo geen schakelaar: het artikel is openbaar
check-publish-draft-word-old = `{ $word }` is voor sommige versies van Hugo een schakelaar en voor andere een woord
check-publish-draft-odd = Het conceptteken is true noch false: Hugo ziet het als false
check-publish-date-unreadable = Hugo bouwt niets: het kan “{ $written }” in { $key } niet als datum lezen
check-publish-date-odd = De datum valt in het jaar { $year }
check-publish-date-missing = Geen datum, anders dan bijna alle artikelen van de sectie
check-publish-never = Het verloopt voordat het begint: het staat nooit op de site
check-publish-published-key = Hugo bouwt niets: het leest { $key } als datum. Concepten krijgen `draft`
check-publish-far-future = Het staat pas over meer dan een jaar op de site
check-publish-no-build = Niets bouwt de site op dat moment: { $workflow } loopt alleen als er iets wordt gepusht
check-publish-no-page = Het is geen pagina: { $why }
check-title-twin = { $count ->
    [one] Een ander artikel van de sectie heeft deze titel
   *[other] { $count } andere artikelen van de sectie hebben deze titel
}
check-summary-is-title = Dit zegt hetzelfde als de titel
check-tags-twice = “{ $word }” staat twee keer in de lijst
check-tags-one-address = “{ $word }” en “{ $other }” willen één adres, { $address }: lezers zien een van de twee pagina’s
check-text-heading-skip = Een niveau is overgeslagen: deze kop is van niveau { $level }
check-text-heading-twin = Er is nog een kop “{ $title }”: links naar deze krijgen een nummer
check-text-title-twice = De titel staat er nog een keer, als kop
check-text-placeholder = “{ $word }” is in de tekst blijven staan
check-text-long-sentence = Een zin van { $count } woorden; meer dan { $most } zijn moeilijk te volgen
check-text-reading = Moeilijk te lezen: LIX { $lix }, boven { $most }
check-text-spelling = { $count ->
    [one] { $words } staat in geen woordenboek
   *[other] { $count } woorden staan in geen woordenboek: { $words }
}
check-text-repeated-word = “{ $word }” staat er twee keer
check-text-invisible = Een teken dat niemand ziet ({ $code })
check-image-alt = De afbeelding heeft geen alt-tekst
check-image-case = { $address } heet op de schijf { $name }: op het web is dat een ander adres
check-image-heavy = Zwaar voor lezers: { $kilobytes } kB, { $width } × { $height } pixels
check-image-location = Het bestand vertelt waar de afbeelding is gemaakt
check-image-missing = Geen afbeelding op dit adres: { $address }
check-image-outside = { $address } is een plek op deze computer buiten de site: lezers krijgen die niet. Voeg de afbeelding in, dan wordt ze naar de site gekopieerd
check-image-twice = Hetzelfde als { $path }
check-image-unused = Niets noemt haar
check-site-settings = { $why }
check-link-empty = De link leidt nergens heen
check-link-words = “{ $words }” zegt niet waar de link heen leidt
check-link-own-host = De link leidt met het hele adres naar deze site
check-link-insecure = De link leidt naar een pagina zonder https
check-link-tracking = Het adres vertelt de andere site waar lezers vandaan komen
check-link-alias = De link leidt naar een oud adres van { $address }
check-link-markdown = Op de site leidt de link nergens heen: hij noemt een bestand van de inhoud
check-link-hidden = Lezers kunnen “{ $title }” niet zien: { $why }
check-link-case = De link leidt alleen op sommige servers naar { $address }: hoofdletters tellen
check-link-missing = Leidt nergens heen: { $address }
check-link-missing-near = Leidt nergens heen: { $address }. Bedoeld: { $near }?
check-link-fragment = Er is geen kop #{ $id }
check-link-ref = Hugo bouwt niets: { $why }
check-wanted-no-rule = kopij.toml: `{ $name }` in `check` noemt geen controle of geen gewicht
check-wanted-no-glob = kopij.toml: `{ $glob }` in `check.ignore` kan niet gelezen worden
check-wanted-many-globs = kopij.toml: van `check.ignore` tellen alleen de eerste { $most } patronen, die vanaf `{ $first }` laten niets weg
check-wanted-no-limit = kopij.toml: `{ $name }` in `check.limits` is geen grens, of geen getal boven 0
check-wanted-unknown = kopij.toml: `check.{ $key }` wordt niet begrepen

check-fix-draft = Als concept houden: true
check-fix-public = Publiceren: false
check-fix-published-key = Met draft zeggen
check-fix-date = { $date } schrijven
check-fix-slug = De slug wijzigen in { $slug }
check-fix-address = Wijzigen in { $address }
check-fix-keep-address = { $address } als alias houden
check-fix-alias = De alias verwijderen
check-fix-tag = “{ $word }” schrijven
check-fix-tag-twice = De tweede “{ $word }” verwijderen
check-fix-rename = De sleutel hernoemen in { $key }
check-fix-build = De sleutel hernoemen in build
check-fix-keep-first = De eerste behouden
check-fix-keep-second = De tweede behouden
check-fix-quote = De waarde tussen aanhalingstekens zetten
check-fix-tabs = Met spaties inspringen
check-fix-close = Sluiten met { $fence }
check-fix-heading = De kop verwijderen
check-fix-word = De tweede “{ $word }” verwijderen
check-fix-invisible = Verwijderen
check-fix-link = De link wijzigen in { $address }
check-fix-shortcode = { $name } aanroepen
check-fix-close-shortcode = { $name } sluiten
check-fix-end-of-shortcode = Het einde verwijderen

## model/said

error-at = { $why } ({ $path })

## model/change

refusal-changed = het is intussen gewijzigd
refusal-gone = het is er niet meer
refusal-taken = er is al een bestand met deze naam
refusal-outside = het ligt niet in de site
refusal-read-only = het kan alleen gelezen worden
refusal-unsaved = de tekst is niet opgeslagen; sla die eerst op, of maak het in de tekst ongedaan
refusal-alone = wat erbij hoort is niet gewijzigd
refusal-twice = een ander deel van de wijziging gaat over hetzelfde bestand
refusal-too-much = dit is meer dan één wijziging kan hebben; beperk haar tot een sectie
refusal-stopped = de wijziging is daarvoor gestopt
refusal-picture = de afbeelding staat er op een manier die Kopij niet verandert
refusal-nobody-follows = geen artikel dat haar noemt kan veranderen
refusal-still-named = ze blijft, want een artikel blijft haar noemen

## model/find

pattern-error-syntax = Geen reguliere expressie: { $why }
pattern-error-too-large = Deze expressie is te groot

## io/journal/slot

slot-error-newer = een nieuwere Kopij heeft dit logboek geschreven (versie { $version })
slot-error-torn = een vak van het logboek is onvolledig
slot-error-read = een vak van het logboek kon niet gelezen worden: { $why }

## io/process

process-error-start = { $program } kan niet worden gestart: { $why }
process-error-read = wat { $program } schrijft kan niet gelezen worden: { $why }
process-error-too-long = { $program } deed er langer dan { $secs } s over
process-error-too-much = { $program } schreef meer dan { $limit } bytes
process-error-cancelled = { $program } was niet meer nodig
process-error-failed = { $program }: { $why }

## io/history

history-error-damaged = de inhoud van de versie is beschadigd ({ $path })

## io/pictures

picture-error-missing = Geen afbeelding op dit adres
picture-error-outside = Afbeeldingen worden alleen uit de eigen mappen van de site en van https gelezen
picture-error-too-heavy = De afbeelding is groter dan { $mb } MB
picture-error-too-large = De afbeelding heeft meer pixels dan hier getoond kunnen worden
picture-error-too-much = De afbeelding is te groot om te tonen: er wordt te veel in getekend
picture-error-too-slow = De afbeelding is te groot om te tonen: het tekenen duurt te lang
picture-error-no-memory = De afbeelding is te groot om te tonen: het tekenen kost te veel geheugen
picture-error-not-shown = { $why }-afbeeldingen worden hier niet getoond; een browser toont ze
picture-error-left-out = Hugo laat weg wat in de tekst staat en geen PNG-, GIF-, JPEG- of WebP-afbeelding is
picture-error-broken = Dit is geen afbeelding die gelezen kan worden: { $why }
picture-error-unpainted = De afbeelding kon niet worden getekend: { $why }
picture-error-not-wanted = De afbeelding is niet meer nodig
picture-error-web = De afbeelding kon niet worden opgehaald: { $why }
picture-error-read = De afbeelding kon niet worden gelezen: { $why }

## io/pictures/painter/serve

serve-error-limits = het systeem stelt geen grenzen aan het proces dat afbeeldingen tekent: { $why }
serve-error-pipes = niemand praat met het proces dat afbeeldingen tekent: { $why }

## io/pictures/strip

strip-kind = Uit bestanden van deze soort wordt niets weggelaten: alleen uit JPEG, PNG, WebP en GIF
strip-malformed = Het bestand volgt zijn formaat niet tot het einde, dus er wordt niets uit weggelaten
strip-turned = Hoe de afbeelding gedraaid is staat ernaast: zonder dat zou ze op haar kant liggen. Draai haar eerst in een fotoprogramma
strip-nothing = Naast de afbeelding staat er niets in

## io/pictures/offer

offer-error-too-heavy = het bestand is groter dan { $mb } MB; sla het eerst kleiner op ({ $path })
offer-error-no-picture = het is geen afbeelding ({ $path })
offer-error-not-shown = { $kind } wordt door geen of haast geen browser getoond; sla het eerst op als JPEG ({ $path })
offer-error-broken = het bestand kan niet tot het einde gelezen worden; open het in een programma voor afbeeldingen en sla het opnieuw op: { $why } ({ $path })
offer-error-taken = er zijn te veel afbeeldingen met deze naam ({ $path })
offer-error-other-there = er is al een omslag, die het thema op naam neemt; haal die eerst weg ({ $path })
offer-error-fault = er ging iets mis; er is niets geschreven ({ $path })

## io/stock

stock-error-no-key = die vraagt een sleutel
stock-error-key-refused = de sleutel is geweigerd
stock-error-limit = die vraagt een pauze
stock-error-web = { $why }
stock-error-not-understood = wat die antwoordde is niet begrepen
stock-error-fault = er ging iets mis in Kopij
key-error-no-keyring = Er is hier geen sleutelbos
key-error-locked = De sleutelbos is vergrendeld
key-error-silent = De sleutelbos antwoordde niet op tijd
key-error-failed = De sleutelbos deed het niet: { $why }

## io/changes

change-error-no-record = er is niets gewijzigd, omdat het niet vastgelegd kon worden: { $why }
change-error-unknown = die wijziging is er niet ({ $id })
change-error-undone = ze was al teruggedraaid ({ $id })
change-error-busy = een andere Kopij maakt deze wijziging ({ $id })
change-error-fault = een fout in Kopij zelf

## io/record

record-error-other-kind = dit is een verslag van een andere soort
record-error-newer = het verslag is door een nieuwere Kopij gemaakt (versie { $version })
record-error-torn = het verslag is onvolledig

## io/beneath

beneath-error-outside = het leidt de map uit
beneath-error-not-a-file = het is geen bestand
small-file-error-outside = het is een link die de map uit leidt ({ $path })
small-file-error-not-a-file = het is geen bestand ({ $path })
own-error-too-large = het is groter dan { $mb } MB
small-file-error-too-large = het is groter dan { $mb } MB ({ $path })
small-file-error-not-text = het is geen tekst in UTF-8 ({ $path })

## io/watcher

watch-error-limit = het systeem let op geen mappen meer
watch-error-network = de map staat op een andere computer
watch-error-refused = het systeem let niet op deze map

## io/encoding

decode-error-binary = het bestand is geen tekst
encode-error-character = “{ $character }” kan in de codering van het bestand niet worden geschreven
encode-error-misread = de tekst zou als andere letters worden teruggelezen
encode-error-lossy = het bestand bevat bytes die geen tekst zijn en verloren zouden gaan

## io/store/read

read-error-missing = dit bestand is er niet
read-error-not-a-file = dit is geen bestand
read-error-too-large = het bestand is groter dan { $mb } MB
read-error-fault = een fout in Kopij zelf

## io/store

write-error-conflict = een ander programma heeft het bestand gewijzigd
write-error-deleted = het bestand is verwijderd of verplaatst
write-error-exists = er is al een bestand met deze naam
write-error-read-only = het bestand is tegen schrijven beveiligd
write-error-in-git = in de map van git wordt niets geschreven
write-error-not-encodable = “{ $character }” kan in de codering van het bestand niet worden geschreven, in UTF-8 wel
write-error-misread = in de codering van het bestand zou de tekst als andere letters worden teruggelezen, in UTF-8 niet
write-error-lossy = het bestand bevat meer dan ervan getoond wordt (bytes die geen tekst zijn, of een heel lange rest), en dat zou bij opslaan verloren gaan
write-error-busy = een andere Kopij schrijft het bestand
write-error-fault = een fout in Kopij zelf

## io/file_manager

show-error-no-program = Niet getoond: er is geen programma dat mappen toont ({ $program })
show-error-process = Niet getoond: { $why }

## io/workers/store

version-error-gone = de versie is er niet meer

## io/scan

open-error-read = de map kon niet gelezen worden: { $why } ({ $path })
open-error-not-a-folder = dit is geen map ({ $path })
open-error-fault = een fout in Kopij zelf ({ $path })

## io/settings_file

unreadable-not-utf8 = niet elke byte is UTF-8

## cli

cli-outside = het is een link naar een bestand buiten de site, { $target }; met --follow-links of --allow-outside wordt het geschreven ({ $path })
cli-torn = het opslaan ervan is afgebroken, en kan niet worden afgemaakt ({ $path })
cli-no-home = er is geen plek voor wat Kopij bewaart: { $why }
cli-no-changes = er is geen wijziging om terug te draaien ({ $root })
cli-damaged = het verslag van een nieuwere wijziging, { $damaged }, is beschadigd: wat ze wijzigde, en waar, is niet bekend; noem een wijziging van daarvoor om die terug te draaien (`kopij undo --list`)
cli-no-file = `{ $argument }` is niet KEY=VALUE, en zo’n bestand is er niet
cli-folder = { $path } is een map: noem de bestanden die bij de commit horen
cli-no-files = er is geen bestand genoemd
cli-no-change = er is niets genoemd om te wijzigen
cli-not-utf8 = de waarde in `{ $argument }` is niet in UTF-8 geschreven
cli-not-yaml = `{ $value }` is geen waarde in YAML; zet ze tussen aanhalingstekens: { $key }='"…"'
cli-no-moment = `{ $text }` is geen moment zoals 2026-03-01T00:00:00Z
cli-no-equals = `{ $argument }` heeft geen `=`
cli-no-commit = er is hier geen commit `{ $commit }`, of geen git
cli-no-rule = er is geen controle `{ $id }`; `kopij check --list-rules` noemt ze
cli-strip-tells = { $file }: { $what } weggelaten
cli-strip-more = wat niet de afbeelding is
cli-other-site = het ligt in een andere site dan wat ervoor genoemd is ({ $path })
cli-output = de uitvoer kon niet worden geschreven: { $why }

## cli/next

next-appears = verschijnt
next-ends = eindigt

## cli/check

check-text-fix = oplossing: { $label }
check-text-fix-asked = mogelijke oplossing: { $label }
check-text-summary = { $errors ->
    [one] 1 fout
   *[other] { $errors } fouten
}, { $warnings ->
    [one] 1 waarschuwing
   *[other] { $warnings } waarschuwingen
}, { $hints ->
    [one] 1 aanwijzing
   *[other] { $hints } aanwijzingen
} in { $articles ->
    [one] 1 artikel
   *[other] { $articles } artikelen
}
check-text-fixable = { $summary }; { $count ->
    [one] 1 kan worden opgelost met --fix
   *[other] { $count } kunnen worden opgelost met --fix
}

## app/article

not-changed-read-only = dit artikel kan alleen gelezen worden

## app/window

window-error-no-display = er is geen grafisch bureaublad om een venster op te openen: DISPLAY noch WAYLAND_DISPLAY leidt ernaar
window-error-no-desktop-library = er ontbreekt een bibliotheek van het bureaublad; op Debian of Ubuntu: apt install libxkbcommon-x11-0 libx11-xcb1 libxcursor1 libxi6
window-error-no-graphics = niets kan hier een venster tekenen; op Debian of Ubuntu: apt install libegl1 libgl1-mesa-dri
window-error-other = het venster kon niet worden geopend: { $why }

## the rest of these rooms

edit-error-stale = de bewerking was voor { $made_at } gemaakt, maar de tekst is bij { $now }
edit-error-bad-range = { $range } is geen bereik van hele tekens in een tekst van { $len } bytes
write-error-outside = het ligt buiten de site
write-error-outside-link = het is een link naar een bestand buiten de site, { $target }

## app/update

problems-nothing-here = Hier is niets mis
problems-text-moved-on = De tekst is veranderd sinds ernaar gekeken is
problems-changed = Gedaan: { $what }
problems-undo = Ongedaan maken
problems-left = Genegeerd
problems-not-left = Dit kan niet met een opmerking genegeerd worden
problems-nothing-safe = Er is niets dat veilig opgelost kan worden
notice-settings = Instellingen…
notice-not-opened = Niet geopend: { $why }
notice-changed-since = De tekst is sindsdien veranderd; ongedaan maken brengt je erheen terug
notice-not-changed = Niet gewijzigd: { $why }
notice-version-back = De eerdere versie is terug; ongedaan maken brengt de jouwe terug
notice-no-site-for-new = Geen nieuw artikel: open eerst de map van een site
notice-no-new-article = Geen nieuw artikel: { $why }
notice-new-article-problem = Nieuw artikel: { $why }
notice-fault = Niet gedaan, door een fout in Kopij zelf; al het andere gaat door: { $work }
notice-crash = Kopij is de vorige keer vastgelopen en gesloten; niet-opgeslagen tekst wordt weer geopend. Er ligt een verslag voor de makers ({ $path })
notice-save-finished = Opslaan dat was afgebroken is afgemaakt ({ $path })
notice-save-foreign = Opslaan was afgebroken, en een ander programma heeft het bestand sindsdien geschreven; wat er eerst in stond ligt bij de eerdere versies ({ $path })
notice-save-damaged = Opslaan was afgebroken en het bestand is beschadigd; het kon niet worden afgemaakt: { $why } ({ $path })
find-replaced = { $count } vervangen
notice-left-no-text = Opslaan dat was afgebroken, heeft een bestand achtergelaten dat geen tekst is ({ $path })
notice-remove = Verwijderen
recovered-left-behind = Achtergebleven
recovered-damaged = Beschadigd
recovered-another = Ander venster
notice-moved = Een ander programma heeft “{ $title }” verplaatst ({ $path })
notice-outside-folders = De instellingen van deze site noemen mappen erbuiten. Die worden weggelaten totdat je toestaat dat daar artikelen worden gelezen en geschreven ({ $folders })
notice-allow = Toestaan
notice-picture-not-added = Afbeelding niet toegevoegd: { $why }
notice-picture-kept = Niet de afbeelding van het artikel geworden: { $why }. Het bestand is er wel: { $path }
notice-cover-not-removed = De omslag is niet weggehaald: { $why }
notice-cover-removed = De omslag is uit het artikel; het bestand blijft
notice-undo = Ongedaan maken
picture-web-off = Afbeeldingen van het web zijn in de instellingen uitgezet
notice-no-picture = Niet gebruikt: het is geen afbeelding ({ $path })
notice-no-cover = Het artikel heeft geen omslag
notice-key-not-forgotten = De sleutel is niet vergeten: { $why }
picture-article-closed = het artikel is gesloten
picture-article-moved = het artikel ligt inmiddels ergens anders
picture-no-dialog = Dit bureaublad heeft geen bestandsvenster: kies een afbeelding van de site, of typ een pad
picture-no-folder = het thema neemt omslagen op de naam van hun bestand naast het artikel; geef het artikel eerst een eigen map (index.md)
picture-by-name = het thema neemt de omslag op de naam van het bestand naast het artikel; kies er een bestand voor
picture-moves = de afbeelding beweegt, en moet opnieuw worden gecodeerd: ze zou stilstaan
notice-settings-not-saved = Instellingen niet opgeslagen: { $why }
notice-not-saved = Niet opgeslagen: { $why }
notice-not-saved-at = Niet opgeslagen: { $why } ({ $path })
not-saved-merging = wijzigingen van de schijf worden samengevoegd; sla daarna opnieuw op
not-saved-changed = een ander programma heeft het bestand gewijzigd; kies wiens tekst blijft
not-saved-deleted = het bestand is weg; kies waar de tekst moet staan
notice-folder-not-opened = Map niet geopend: { $why }
notice-two-windows = “{ $name }” is ook in een ander venster open. Elk venster bewaart zijn eigen niet-opgeslagen tekst; wat het ene opslaat, neemt het andere over of vraagt het
notice-polled = Wijzigingen door andere programma’s worden binnen tien seconden gezien, niet meteen: { $why } ({ $path })
notice-many-changed = { $count } bestanden zijn op schijf gewijzigd; de lijst en de open artikelen volgen
notice-no-misspelled = Geen verkeerd gespeld woord
notice-commit-not-read = De laatste commit kan niet gelezen worden: { $why }
notice-version-not-read = De versie kan niet gelezen worden: { $why }
notice-not-protected = Niet-opgeslagen tekst is niet beschermd tegen vastlopen: { $why }
notice-newer-text = Niet-opgeslagen tekst van een nieuwere Kopij (versie { $version }) is met rust gelaten ({ $path })
damaged-in-part = wat ervan te lezen is, is open
damaged-whole = er is niets van te lezen
notice-another = Twee vensters hadden niet-opgeslagen tekst van één artikel: de andere tekst is ook open, en alles is bewaard ({ $path })
notice-another-of = Twee vensters hadden niet-opgeslagen tekst van { $name }: de andere tekst is ook open, en alles is bewaard ({ $path })
notice-damaged = Niet-opgeslagen tekst was op de schijf beschadigd; { $what }, en alles is bewaard ({ $path })
notice-damaged-of = Niet-opgeslagen tekst van { $name } was op de schijf beschadigd; { $what }, en alles is bewaard ({ $path })
notice-not-read-again = Niet opnieuw gelezen: { $why }
notice-no-copy = Geen kopie opgeslagen: { $why }
notice-saved-as = Je tekst is opgeslagen als { $name }
notice-open = Openen

## cli, main

cli-may-be-allowed = { $folder }; met --allow-outside wordt ze gelezen
cli-no-key = er is geen `{ $key }` ({ $path })
cli-as-text = { $path } is groter dan 5 MB, of heeft meer opmaak dan waar een pagina van gemaakt wordt: de tekst is afgedrukt zoals hij geschreven is
cli-check-head-alone = { $path } is groter dan 5 MB, of heeft meer opmaak dan mensen schrijven: alleen de front matter is bekeken
cli-head-left-out = De front matter van { $path } is weggelaten: { $why }
change-fix-findings = Rechtzetten wat is gevonden
change-strip = Weglaten wat afbeeldingen vertellen
change-set-keys = { $keys } invullen
cli-left-behind = afgebroken opslaan heeft iets achtergelaten dat in geen ander bestand staat; het venster van Kopij toont het ({ $path })
cli-save-finished = opslaan dat was afgebroken is nu afgemaakt ({ $path })
cli-save-foreign = opslaan was afgebroken, en een ander programma heeft het bestand sindsdien geschreven; wat erin stond ligt bij de eerdere versies ({ $path })
cli-save-damaged = opslaan was afgebroken en kan niet worden afgemaakt: { $why } ({ $path })
cli-trouble = { $why } ({ $path }, regel { $line })
main-no-home = de mappen van de gebruiker zijn niet gevonden
main-no-such = dit bestand of deze map is er niet: { $path }
main-no-sample = de voorbeeldsite kon niet worden geschreven

## io/workers

job-clipboard = Het klembord lezen
job-commit = De laatste commit van { $path } lezen
job-show = { $path } tonen
job-dialog = Een dialoogvenster
job-merge = Wijzigingen van de schijf samenvoegen
job-compare = Twee teksten vergelijken
job-open = { $path } openen
job-list = De lijst van artikelen lezen
job-learn = Het formulier leren
job-sweep = Naar afgebroken opslaan zoeken
job-follow = Op de open artikelen letten
job-recover = Niet-opgeslagen tekst van de vorige keer zoeken
job-keep = Niet-opgeslagen tekst bewaren
job-forget = Opgeslagen tekst vergeten
job-discard = Niet-opgeslagen tekst apart leggen
not-kept-others = Niet-opgeslagen tekst van een ander venster is gelaten waar ze was: { $why }
not-kept-clear = Het logboek van niet-opgeslagen tekst kon niet worden leeggemaakt: { $why }
not-kept-unread = Niet-opgeslagen tekst van de vorige keer kan niet gelezen worden: { $why }
job-picture = { $address } tonen
job-parse = Een lange tekst voor het voorbeeld lezen
job-colour = { $language } kleuren
job-find = Zoeken in de tekst
job-find-in-site = Zoeken in de site
job-check = Alle artikelen controleren
job-check-text = Controleren wat geschreven wordt
job-spelling = De spelling controleren
job-dictionaries = Woordenboeken zoeken
job-suggest = Suggesties voor “{ $word }”
job-add-word = “{ $word }” aan het woordenboek toevoegen
not-kept-word = Het woord “{ $word }” is niet aan het woordenboek toegevoegd: { $why }
job-save = { $path } opslaan
job-save-copy = Een kopie van { $path } opslaan
job-keep-version = Een eerdere versie van { $path } bewaren
job-versions = Eerdere versies van { $path } lezen
job-guard = De site bewaken
job-look = { $path } opnieuw lezen
job-find-moved = Een verplaatst artikel zoeken
job-change = Bestanden wijzigen
job-stop-change = Een wijziging stoppen
job-finish-change = Een afgebroken wijziging afmaken
job-find-broken-off = Naar afgebroken wijzigingen zoeken
job-put = Een afbeelding naar { $path } schrijven
job-create = { $path } maken
job-settings = De instellingen opslaan
not-kept-settings = De instellingen zijn opgeslagen; wat er stond kon niet gelezen worden en is apart bewaard ({ $path })
not-kept-version = De tekst is niet bij de eerdere versies gelegd: { $why }
not-kept-before = De versie van vóór deze keer opslaan is niet bewaard: { $why }
job-put-off = Wat was uitgesteld
fault = een fout in Kopij zelf

## model/site/headline: whether readers see an article, in one line

headline-public = Openbaar
headline-public-at = Openbaar op { $address }
headline-unlisted = Openbaar, maar in geen lijst: build.list is { $value }
headline-draft = Concept: niet op de site
headline-section-hidden = Concept: de sectie wordt niet gepubliceerd
headline-draft-above = Concept: cascade in { $above } zegt het
headline-draft-of-site = Concept: cascade van de hele site zegt het
headline-scheduled = Gepland: op de site bij de eerste bouw na { $at }, { $within } ({ $place })
headline-scheduled-somewhen = Gepland: de datum ligt nog voor je
headline-in-days = { $count ->
    [one] over 1 dag
   *[other] over { $count } dagen
}
headline-in-hours = { $count ->
    [one] over 1 uur
   *[other] over { $count } uur
}
headline-in-minutes = binnen het uur
headline-expired = Verlopen sinds { $at }
headline-never = Nooit op de site: het verloopt voordat het begint
headline-no-page = Geen pagina: { $why }
headline-stops = Houdt de bouw van de hele site tegen: { $why }
headline-other-stops = Openbaar op { $address }, maar { $other } houdt de bouw van de hele site tegen
headline-one-of-two = Twee artikelen willen { $address }: dit artikel en { $other }
headline-unknown = Niet bekend: { $why }
headline-also = ook: { $why }
headline-and = { $before }; { $also }
headline-timer = de site wordt vanzelf gebouwd ({ $timer })
headline-no-timer = niets bouwt haar dan: { $workflow } loopt alleen als er iets wordt gepusht
headline-publish = Publiceren
headline-publish-this = Dit publiceren
headline-publish-now = Nu publiceren
headline-publish-today = Publiceren met de datum van vandaag
headline-copy-address = Adres kopiëren
headline-show = Tonen
headline-go-there = Ga erheen
headline-more = Meer voor dit artikel
headline-change-slug = De slug wijzigen…

## model/site/status

status-stops-build = houdt de bouw van de hele site tegen: { $why }
status-unknown = niet bekend: { $why }
status-no-page = geen pagina: { $why }
status-draft = een concept
status-draft-of-site = een concept: `cascade` van de hele site zegt het
status-draft-above = een concept: `cascade` van { $above } zegt het
status-expires-first = het verloopt voordat het begint
status-expired = de laatste dag is voorbij
status-ahead = de datum ligt nog voor je
status-section-hidden = de sectie wordt niet gepubliceerd
status-unlisted = in geen lijst: `build.list` zegt het
no-page-in-bundle = een bestand van de bundel { $folder }
no-page-not-rendered = `{ $key }` zegt het
no-page-outside = buiten de inhoud
no-page-hidden = de naam verbergt het
no-page-ignored = weggelaten door `ignoreFiles`
no-page-other-kind = geen soort bestand waarvan een pagina wordt gemaakt
no-page-language-off = in een taal die uitstaat
no-page-in-home = een bestand van de startpagina, waartoe `index.md` boven in de inhoud alle andere maakt
no-page-other-index = `index.md` en `_index.md` staan naast elkaar, en de andere telt
no-page-double = een ander bestand komt ervoor in de plaats: { $first }
no-page-twin = { $other } heeft dezelfde sleutel, en wordt niet gebouwd: Hugo maakt geen van beide
no-page-kind-off = pagina’s van deze soort staan uit
no-page-no-html = `outputs` heeft geen HTML
no-page-not-in-segment = niet in de segmenten die worden gebouwd

## model/change

wish-replace = “{ $found }” vervangen door “{ $new }”
wish-rename = “{ $name }” hernoemen in “{ $new }”
wish-duplicate = “{ $name }” dupliceren
wish-to-bin = “{ $name }” naar de prullenbak
wish-undo = Ongedaan maken
wish-fix = Rechtzetten wat geen lezer ziet
wish-leave-off = { $rule } uitzetten in de hele site
wish-move-picture = “{ $name }” verplaatsen naar “{ $folder }”
wish-replace-picture = “{ $name }” overal vervangen door “{ $new }”
wish-strip-picture = Weglaten wat “{ $name }” vertelt
wish-left-off = Deze controle staat nu uit in de hele site (kopij.toml)
wish-leave-off-unread = kopij.toml kan niet gelezen worden zoals het is

## model/schema

kind-switch = een schakelaar
kind-number = een getal
kind-date = een datum
kind-text = een tekst
kind-list = een lijst
kind-groups = een lijst van groepen
date-day = een dag zonder tijd
date-local = een tijd zonder verschil met UTC
date-utc = een tijd in UTC
date-offset = een tijd met verschil met UTC
label-author = Auteur
label-authors = Auteurs
label-categories = Categorieën
label-cover = Omslag
label-picture = Afbeelding
label-alt = Alt-tekst
label-caption = Bijschrift
label-no-name = (geen naam)
label-below = { $above } › { $name }
overrides-problem = { $file }: { $why }
overrides-not-known = `{ $key }` is niet bekend
overrides-no-table = `{ $key }` hoort een tabel te zijn
overrides-not-understood = `{ $name }` van `{ $key }` wordt niet begrepen

## model/recovery, version

verdict-dirty = niet opgeslagen
verdict-saved = opgeslagen
verdict-conflict = bestand sindsdien gewijzigd
verdict-missing = bestand is weg
verdict-broken-off = van afgebroken opslaan
verdict-damaged = een letter kan fout zijn
verdict-another = in een ander venster getypt
version-today = Vandaag, { $time }
version-yesterday = Gisteren, { $time }
version-moment = { $at }
version-commit = { $moment } · { $subject }
weight-kilobytes = { $count } kB
weight-megabytes = { $whole },{ $tenth } MB

## io

bin-only-you = het ligt in de prullenbak, en alleen jij kunt het daaruit terugzetten
dialog-folder = Map van een site openen
dialog-picture = Afbeelding kiezen
dialog-pictures = Afbeeldingen
site-no-file = Niet gelezen, want het is geen bestand van de site: { $path }
site-file-unread = Niet gelezen: { $why }
site-settings-unread = Instellingen van de site niet gelezen: { $why }
site-settings-unread-at = Instellingen van de site niet gelezen: { $why } ({ $path }, regel { NUMBER($line, useGrouping: "false") })
site-settings-at = { $why } ({ $path }, regel { NUMBER($line, useGrouping: "false") })
settings-unreadable = De instellingen konden niet gelezen worden: { $why }; { $kept }. Er worden geen afbeeldingen van het web gehaald en geen bestanden buiten een site geschreven totdat je het weer zegt
settings-unknown = Er worden geen afbeeldingen van het web gehaald totdat je het weer zegt: niemand weet wat deze instellingen zijn, en een ervan kan het gezegd hebben: { $keys } ({ $path })
session-unreadable = Wat de vorige keer open was kon niet gelezen worden: { $why }; { $kept }
unreadable-empty = het bestand is leeg
unreadable-leads-nowhere = het is een link die nergens heen leidt
settings-kept-aside = het is apart bewaard ({ $path })
settings-not-moved = het kon niet opzij worden gezet, en er worden geen instellingen opgeslagen: { $why } ({ $path })
picture-such-avif = Zulke AVIF
picture-moving-avif = Bewegende AVIF
picture-none-in-it = er staat geen afbeelding in
picture-ends-early = het houdt te vroeg op
web-nothing = er is niets op dit adres
web-answered = de server antwoordde { $code }
web-no-host = deze server bestaat niet, of er is geen netwerk
web-time = de server antwoordde niet op tijd
web-large = het is groter dan 10 MB
web-no-connection = er is geen verbinding met de server
picture-no-svg = het is geen SVG-afbeelding
picture-no-sense = wat haar tekende gaf onzin
picture-reader-fault = wat haar leest heeft een fout
change-not-closed = het verslag van de wijziging is niet afgesloten: { $why }
change-no-versions = de versies van daarvoor liggen niet bij de eerdere: { $why }
change-not-in-bin = het ligt niet in de prullenbak
change-undo-of = Ongedaan maken: { $title }
bounds-left-out = “{ $named }” ligt buiten de site, en wordt weggelaten ({ $place })
ignored-unread = Niet gelezen, dus er wordt niets door weggelaten: { $why }
ignored-unread-git = Niet gelezen, dus wat erin staat wordt niet weggelaten: { $why }
ignored-unread-at = Niet gelezen, dus er wordt niets door weggelaten: { $why } ({ $path })
ignored-too-many = Er zijn meer dan { $count } patronen van wat wordt weggelaten; de andere worden niet gelezen ({ $path })
ignored-too-much = De patronen van wat wordt weggelaten kosten te veel vanaf regel { $line }; ze worden niet gelezen ({ $path })
ignored-odd = { $count ->
    [one] Niet gelezen, dus er wordt niets door weggelaten: regel { $line }, die langer is dan { $most } letters of accolades binnen accolades heeft ({ $path })
   *[other] Niet gelezen, dus er wordt niets door weggelaten: { $count } regels die langer zijn dan { $most } letters of accolades binnen accolades hebben, de eerste is regel { $line } ({ $path })
}
store-other-readers = het nieuwe bestand was voor anderen te lezen dan het oude
version-last-commit = Laatste commit

## model/site

site-many-languages = alleen de eerste { $count } talen worden gelezen
site-default-language = `defaultContentLanguage` is “{ $language }”, en dat staat niet in `languages`
site-no-zone = “{ $name }” is geen tijdzone
site-mount-target = het doel van een mount, “{ $target }”, is geen van de mappen die Hugo kent
site-mount-key = Hugo { $version } neemt `{ $key }` van een mount niet meer
site-permalinks-by-kind = Hugo { $version } heeft geen `permalinks` per soort
site-permalink-no-pattern = een onderdeel van `permalinks` heeft geen `pattern`
site-permalink-token = `{ $token }` in “{ $written }” is niet bekend bij Hugo { $version }
site-cascade-language = Hugo { $version } neemt `cascade.target.lang` niet meer
site-newer-than-known = Hugo { $least } of nieuwer is nodig, maar de site wordt gelezen zoals Hugo { $version } dat doet
site-git-dates = datums van commits (`:git`) worden niet gelezen: datums en adressen kunnen anders zijn
site-newer-wanted = Hugo { $least } of nieuwer is nodig, maar { $version } is vastgezet
site-no-repository = `enableGitInfo` staat aan, maar de site ligt in geen repository
site-no-segments = Hugo { $version } heeft geen `--renderSegments`
site-many-themes = alleen de eerste { $count } thema’s worden gelezen
site-no-theme = het thema “{ $name }” is niet in de site
site-no-expression = “{ $text }” is geen reguliere expressie
site-must-be = `{ $key }` moet { $wanted } zijn
site-a-table = een tabel
site-a-text = een tekst
address-host = `url` mag geen server noemen: { $url }
address-token = `{ $token }` in `url` is niet bekend
site-is-none = de map is geen site
site-of-other = de site is er een van { $name }
page-org = de sleutels van een `.org`-bestand worden niet gelezen
page-ending = Hugo { $version } neemt `.{ $ending }` niet als inhoud, tenzij `security.allowContent` het zegt
page-old-build = Hugo { $version } neemt `_build` niet meer: het is `build`
page-must-be-table = `{ $key }` moet een groep sleutels zijn: Hugo bouwt niets
page-no-format = `outputs` noemt “{ $name }”, en dat is geen uitvoerformaat: Hugo bouwt niets
page-alias-of-web = een alias is een adres binnen de site, niet “{ $alias }”: Hugo bouwt niets
page-no-date = `{ $key }` is voor Hugo geen datum: { $written }
page-one-of-two = { $other } heeft dezelfde sleutel, en Hugo neemt een van beide
date-there = { $moment } in { $place }
table-heading = Kop
typefaces-not-there = Het lettertype { $family } is niet geïnstalleerd; het gewone wordt getoond

## model/markdown/format/complete

complete-heading = Kop
complete-subheading = Tussenkop
complete-heading-4 = Kop van het vierde niveau
complete-bullets = Lijst met opsommingstekens
complete-numbers = Lijst met nummers
complete-task = Taak
complete-quote = Citaat
complete-code = Codeblok
complete-table = Tabel
complete-rule = Scheidingslijn

## ui/panels/path_box

path-box-folder = Map van een site openen
path-box-why = Dit systeem toont geen bestandsvenster (op Linux is er een portal of zenity voor nodig). Typ in plaats daarvan het pad.
path-box-path = Pad
path-box-hint = /home/…
path-box-take = Dit pad gebruiken
path-box-cancel = Annuleren
path-box-not-whole = “{ $path }” is geen bestand van de site, en geen heel pad

## ui/panels/pictures

pictures-title = Afbeeldingen van de site
pictures-words = Woorden van het pad, of een pad of adres
pictures-hint = Woorden, een pad op deze computer, of een adres
pictures-none = Hier zijn nog geen afbeeldingen. Typ het pad van een afbeelding, of een adres.
pictures-none-found = Geen afbeelding heeft deze woorden in haar pad
pictures-place = Een pad of een adres: Enter neemt de afbeelding die daar staat
pictures-take = Deze afbeelding gebruiken
pictures-choose = Bestand kiezen…
pictures-find-photo = Foto zoeken…
pictures-cancel = Annuleren

## ui/panels/picture_sheet

picture-sheet-title = Deze afbeelding gebruiken
picture-sheet-title-text = Afbeelding in de tekst
picture-sheet-looking = Even kijken…
picture-sheet-alt = Wat laat deze afbeelding zien?
picture-sheet-caption = Bijschrift (mag leeg blijven)
picture-sheet-removed = Uit het bestand weggelaten: { $what }
picture-sheet-location = locatie
picture-sheet-camera = camera
picture-sheet-words = woorden
picture-sheet-turned = Rechtop gezet
picture-sheet-unsearched = Niemand heeft gekeken of erin staat waar ze is gemaakt
picture-sheet-beside = Komt naast het artikel
picture-sheet-below = Komt naast het artikel, in { $folder }
picture-sheet-goes = Komt in { $folder }
picture-sheet-twin = Deze afbeelding is al in de site: { $path }
picture-sheet-use-twin = Die gebruiken
picture-sheet-use = Gebruiken
picture-sheet-insert = Invoegen
picture-sheet-decoration = Versiering, geen alt-tekst
picture-sheet-as-it-is = Zoals ze is: { $wide } × { $high } · { $weight }
picture-sheet-smaller = Kleiner: { $wide } × { $high } · { $weight }
picture-sheet-weighing = Kleiner: wordt gemaakt…
picture-sheet-pasted = Geplakt
picture-sheet-cancel = Annuleren
picture-sheet-proposed = Van { $provider }; misschien in een andere taal dan het artikel
picture-sheet-asks-credit = { $license } vraagt dat de maker wordt genoemd: voeg een bijschrift toe, of noem de maker in de tekst

## ui/panels/stock

stock-title = Foto zoeken
stock-search = Zoeken
stock-hint = Wat er te zien moet zijn
stock-words = Woorden om op te zoeken
stock-any = Elke vorm
stock-wide = Liggend
stock-tall = Staand
stock-square = Vierkant
stock-nothing-yet = Er wordt niets gevraagd voordat je zoekt
stock-searching = Zoeken…
stock-searching-more = Meer halen…
stock-none = Geen foto’s gevonden. Met andere woorden, een andere vorm of bij een andere dienst zijn ze er misschien wel.
stock-count = { $count ->
    [one] Eén foto
   *[other] { $count } foto’s
}
stock-by = Door { $name }
stock-pixels = { $wide } × { $high } pixels
stock-alt = Alt-tekst
stock-caption = Bijschrift
stock-habit = Zoals { $seen } van de { $of } nieuwste bijschriften
stock-asks-credit = Deze licentie vraagt dat de maker wordt genoemd
stock-open-page = Pagina openen
stock-use-as-cover = Gebruiken als omslag
stock-use-in-text = In de tekst zetten
stock-cancel = Annuleren
stock-provided = Foto’s van { $provider }
stock-sent = De woorden waarop je zoekt gaan naar { $provider }
stock-limit = Bij { $provider } kun je om { $time } weer zoeken
stock-offline = { $provider } is niet bereikt: { $why }
stock-not-taken = Deze foto is niet genomen: { $why }
stock-answered = { $provider } antwoordt niet zoals het hoort (code { $code }). Probeer het later, of zoek bij een andere dienst.
stock-not-understood = Wat { $provider } antwoordde is niet begrepen. Misschien is het veranderd; een andere dienst antwoordt misschien wel.
stock-key-why = { $provider } vraagt een eigen sleutel. Die is gratis, en blijft op deze computer.
stock-key-get = Sleutel aanvragen…
stock-key = Sleutel van { $provider }
stock-key-hint = Plak de sleutel
stock-key-keep = Bewaren
stock-key-keeping = Bewaren…
stock-key-refused = { $provider } weigert de sleutel
stock-key-memory = Bewaren tot Kopij sluit
stock-key-file = Bewaren in een bestand dat alleen jij kunt lezen
stock-key-of-environment = De sleutel is die van de omgeving
stock-key-in-keyring = De sleutel staat in je sleutelbos
stock-key-in-memory = De sleutel wordt bewaard tot Kopij sluit
stock-key-in-file = De sleutel staat in een bestand dat alleen jij kunt lezen
stock-key-forget = Vergeten
picture-save-first = Sla eerst het artikel op: de afbeeldingen worden ernaast bewaard

## io/workers/aside

job-targets = Bestanden zoeken om naar te linken
job-look-picture = Een afbeelding bekijken
job-look-pictures = De afbeeldingen van de site bekijken
job-make-smaller = Een afbeelding kleiner maken
job-web-page = Een webpagina maken
job-names = De namen van de site tellen
job-typefaces = Lettertypen lezen
picture-no-file = Er is geen bestand { $address }

## io/git

git-elsewhere = De git-repository in { $folder } zegt dat haar bestanden in { $tree } staan: er wordt niets van gelezen
git-waits = git is niets gevraagd, want het zou wachten of alle geheugen nemen: dit is een pipe of een apparaat, of veel te groot ({ $path })
git-odd = git schreef iets waar niet om gevraagd was: { $about }

## model/git/commit

commit-no-repository = { $path } ligt in geen git-repository
commit-apart = { $path } ligt in een andere repository dan de andere
commit-during-merge = Een ander programma is aan het samenvoegen en is niet klaar: maak dat daar eerst af, in een terminal met `git merge --continue`
commit-during-other = Een ander programma is iets met eerdere commits begonnen en is niet klaar: maak dat daar eerst af; in een terminal zegt `git status` hoe
commit-conflict = Twee kanten hebben { $path } gewijzigd, en er is nog niet gezegd wat klopt: maak dat eerst af
commit-no-branch = Deze commit zou op geen branch staan
commit-locked = Een ander programma gebruikt hier git. Probeer het opnieuw als het klaar is
commit-no-name = git kent je naam en adres nog niet
commit-ignored = { $path } moet buiten git blijven, volgens { $by }, regel { $line }
commit-overlooked = git moet wijzigingen van { $path } over het hoofd zien
commit-no-message = Een commit heeft een bericht nodig
commit-nothing = Er is niets te committen: alles is zoals in de laatste commit
commit-programs = Een commit in deze repository start programma’s die met haar zijn meegekomen: { $names }
commit-needs-filter = { $path } kan niet gecommit worden zonder een programma dat met de repository is meegekomen
commit-refused = De commit is geweigerd door een programma van de repository: { $words }
commit-cancelled = De commit is afgebroken
commit-failed = { $words }
commit-torn = { $words } Wat git over nieuwe bestanden was verteld, kon niet worden teruggedraaid: { $why }
uncommit-not-last = Dit is de laatste commit niet meer
uncommit-pushed = De commit is gepusht: anderen kunnen hem hebben

## model/git/difference

change-yes = ja
change-no = nee
change-publishes = dit publiceert het artikel
change-takes-back = dit haalt het artikel van de site
change-paragraphs = { $count ->
    [one] { $count } alinea gewijzigd
   *[other] { $count } alinea’s gewijzigd
}
change-paragraphs-new = { $count ->
    [one] { $count } nieuwe alinea
   *[other] { $count } nieuwe alinea’s
}
change-paragraphs-gone = { $count ->
    [one] { $count } alinea verwijderd
   *[other] { $count } alinea’s verwijderd
}

## model/git/message

message-add = Voeg “{ $title }” toe
message-delete = Verwijder “{ $title }”
message-move = Verplaats “{ $title }” naar { $to }
message-publish = Publiceer “{ $title }”
message-unpublish = Haal “{ $title }” van de site
message-change = “{ $title }”: { $what }
message-cover = nieuwe omslag
message-text = tekst

## cli/repository

commit-added = Een programma van de repository heeft { $path } bij de commit gedaan
commit-refused-below = De commit is geweigerd door een programma van de repository, dat zegt:
cli-allow-programs = Om ze te starten: --allow-programs; om zonder ze te committen: --without-programs
cli-add-ignored = Om het toch te committen: --add-ignored
cli-on-no-branch = Om toch te committen: --on-no-branch
cli-no-name = Vertel het: git config user.name "Je Naam"; git config user.email jij@example.org
changes-no-branch = op geen branch
changes-not-pushed = { $count } niet gepusht
changes-text = Tekst
changes-with-it = Gaat mee: { $files }
changes-left = { $staged ->
    [0] { $count ->
        [one] Niet meegenomen: { $count } andere wijziging
       *[other] Niet meegenomen: { $count } andere wijzigingen
    }
   *[other] { $count ->
        [one] Niet meegenomen: { $count } andere wijziging, door een ander programma voor een commit klaargezet
       *[other] Niet meegenomen: { $count } andere wijzigingen ({ $staged } door een ander programma voor een commit klaargezet)
    }
}
changes-new = nieuw
changes-changed = gewijzigd
changes-moved = verplaatst
changes-deleted = verwijderd
changes-conflict = aan twee kanten gewijzigd
changes-none = geen
changes-order = in een andere volgorde

## ui/panels/changes

changes-changes = Wijzigingen
changes-close = Sluiten
changes-files = { $count ->
    [one] { $count } gewijzigd bestand
   *[other] { $count } gewijzigde bestanden
}
changes-reading = Lezen wat er veranderd is…
changes-as-committed = Niets veranderd sinds de laatste commit
changes-moved-from = Stond in { $from }, staat in { $to }
changes-staged-in-part = Een deel van dit artikel is door een ander programma voor een commit klaargezet: het hele bestand wordt gecommit
changes-revert = Terugzetten
changes-revert-field = { $field } terugzetten
changes-revert-paragraph = Wijziging { $number } van de tekst terugzetten
changes-with-it-heading = Gaat mee
changes-others = Ook gewijzigd, niet in deze commit tenzij je het aanvinkt
changes-show-left = Tonen
changes-hide-left = Verbergen
changes-take-along = { $path } committen
changes-open = Bekijken
changes-open-it = { $path } bekijken
changes-message = Wat de commit zegt
changes-message-hint = Wat heb je gewijzigd?
changes-commit = Committen
changes-push = Pushen…
changes-get-latest = Nieuwste ophalen
changes-committing = Committen…
changes-programs-run = Er lopen programma’s van de repository… { $line }
changes-stop = Stoppen
changes-characters = { $count } tekens
changes-programs = Een commit in deze repository start programma’s die met haar zijn meegekomen:
changes-program = { $kind } { $name }: { $command }
changes-a-hook = hook
changes-a-filter = filter
changes-a-setting = instelling
changes-run-programs = Starten
changes-without-programs = Zonder ze committen
changes-refused = Een programma van de repository heeft de commit geweigerd. Het zegt:
changes-failed = Er is geen commit. git zegt:
changes-skip-hooks = Committen zonder het te vragen
changes-all-the-same = Toch committen
changes-add-ignored = Het toch committen
changes-leave-ignored = Weglaten
changes-again = Opnieuw proberen
changes-dismiss = Niet nu
changes-your-name = Je naam
changes-your-address = Je e-mailadres
changes-name-here = Voor deze site
changes-name-everywhere = Voor alle sites

## app/layout/changes

changes-warnings = { $count ->
    [one] { $count } waarschuwing: { $why }
   *[other] { $count } waarschuwingen, de eerste: { $why }
}

## app/update/git

changes-site-is-read = De site wordt gelezen
changes-no-git = Hier is geen git-repository, of git is niet geïnstalleerd
changes-undone = De commit is teruggedraaid; je tekst is zoals hij is
changes-not-undone = De commit is niet teruggedraaid: { $why }
changes-committed = Gecommit: { $subject }
changes-committed-more = { $count ->
    [one] Gecommit: { $subject } (een programma van de repository voegde een bestand toe)
   *[other] Gecommit: { $subject } (programma’s van de repository voegden { $count } bestanden toe)
}
changes-undo = Ongedaan maken
changes-opened-first = Het artikel wordt geopend, om het daar te wijzigen

## io/workers/git

job-git-push = pushen
job-git-latest = het nieuwste ophalen
job-git-status = lezen wat er veranderd is
job-git-propose = kijken wat er in { $path } veranderd is
job-git-commit = een commit
job-git-undo = een commit terugdraaien
job-git-name = je naam voor commits bewaren
git-lost = Kopij is erop vastgelopen

## io/workers/in_site

job-in-site-open = de site in de browser tonen
job-in-site-stage = in de site tonen wat getypt wordt
job-in-site-stop = de site in de browser beëindigen
job-stock-search = zoeken bij { $provider }
job-stock-take = een foto van { $provider } halen
job-stock-keys = de sleutels van fotodiensten bewaren
job-stock-credit = leren hoe foto’s worden toegeschreven

## model/stage

stage-no-hugo = Hugo is niet geïnstalleerd, en alleen Hugo kan de pagina tonen zoals je thema haar maakt. Installeer het (gohugo.io/installation, of het pakket “hugo” van je systeem), en probeer het opnieuw; al het andere werkt zonder
stage-old-hugo = Hugo { $version } is geïnstalleerd; om de pagina in je thema te tonen is { $oldest } of nieuwer nodig (gohugo.io/installation)
stage-not-begun = Hugo zou met deze tekst niets bouwen: { $held }
stage-no-page = Hugo maakt van dit artikel geen pagina
stage-no-answer = Hugo stopt of zegt niets, en ook niet waarom
stage-failed = De site kan niet worden getoond: { $why }
stage-theme = Het thema liep vast in { $path }, regel { NUMBER($line, useGrouping: "false") }: { $why }
stage-no-field = er is geen “{ $name }” in een { $of }
stage-held = regel { NUMBER($line, useGrouping: "false") }: { $why }
stage-needs-run = Het thema wil “{ $name }” op je computer starten
stage-needs-fetch = Het thema wil { $address } van het web halen
stage-needs-variable = Het thema wil de variabele { $name } van je computer lezen

## app/update/in_site

in-site-no-hugo-site = Alleen een site van Hugo kan in haar thema worden getoond
in-site-is-read = De site wordt nog gelezen: probeer het zo weer
in-site-not-found = Niet gevonden in de tekst: het thema of een shortcode heeft het gemaakt
in-site-allow = Voor deze site toestaan
in-site-whole = De hele site tonen
in-site-opening = De pagina in de browser openen…

## model/git/server

server-none = Voor deze branch is geen server ingesteld: `git push -u origin HEAD`, één keer in een terminal, stelt er een in
server-behind = De server heeft nieuwere commits dan hier zijn: haal eerst het nieuwste op
server-both-changed = Beide kanten hebben deze bestanden gewijzigd, dus hier is niets veranderd: { $paths }
server-not-committed = Deze bestanden zijn ook op de server gewijzigd, en hier nog niet gecommit, dus er is niets veranderd: { $paths }
server-cancelled = Het is afgebroken
server-programs = Daarvoor kunnen programma’s lopen die met deze repository zijn meegekomen: { $names }

## app/update/server

server-nothing = Er is niets te pushen
server-pushing = Pushen…
server-getting = Nieuwste ophalen…
server-pushed = Gepusht
server-get = Nieuwste ophalen
server-up-to-date = Alles wat anderen hebben ingeleverd is hier
server-got = { $count ->
    [one] { $count } commit van anderen opgehaald
   *[other] { $count } commits van anderen opgehaald
}

## ui/panels/push

push-title = { $count ->
    [one] { $count } commit naar { $server } pushen?
   *[other] { $count } commits naar { $server } pushen?
}
push-readers = Waar de site van daaruit wordt gebouwd, zien lezers het daarna.
push-do = Pushen
push-cancel = Niet nu
