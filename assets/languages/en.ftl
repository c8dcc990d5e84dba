# The texts for people, in English: sentence case, the writer's words. `tests/it/words.rs` says which are missing.

verbatim = { $text }

## ui/panels/banner

banner-changed-by-another-program = Changed by another program while you were writing
banner-both-versions-kept-keep = Both versions are kept. Keep mine: your next save replaces the other text. Take theirs: undo brings yours back.
banner-compare = Compare
banner-keep-mine = Keep mine
banner-take-theirs = Take theirs
banner-save-mine-as-copy = Save mine as a copy
banner-file-article-was-deleted = The file of this article was deleted or moved away
banner-your-text-only-here = Your text is only here. Nothing is written until you choose.
banner-save-here = Save here
banner-save-as = Save as…
banner-discard = Discard
banner-restore-writes-again-as = Restore writes it again, as it was.
banner-restore = Restore
banner-marks = Two versions stand in this text: another program could not merge them
banner-marks-means = They stand between <<<<<<< and >>>>>>>, and readers would see both and the marks. Choose for each difference, or keep one and take the marks out.
banner-show-differences = Show the differences
banner-go-to-marks = Go to the marks
banner-close = Close

## ui/panels/close

close-article-has-unsaved-text = This article has unsaved text
close-save-close = Save and close
close-close-without-saving = Close without saving
close-keep-writing = Keep writing

## ui/panels/conflict

conflict-mine-not-saved = Mine, not saved
conflict-theirs-on-disk = Theirs, on disk
conflict-mine = Mine
conflict-theirs = Theirs
conflict-use-text = Use this text
conflict-cancel = Cancel
conflict-my-text-file-on = { $name }: my text and the file on disk
conflict-two-versions = { $name }: two versions that another program left in it
conflict-above = Above the middle mark
conflict-below = Below the middle mark
conflict-outside = { $name }: what another program changed
conflict-outside-detail = Take back what you do not want; undo brings it again. Keys: Up, Down; Left keeps, Right takes back, B has both; Enter when done.
conflict-now = Now
conflict-before = Before
conflict-keep = Keep
conflict-take-back = Take back
conflict-close = Close
conflict-choose-for-each-difference = Choose for each difference; undo takes the result back. Keys: Up, Down; Left takes mine, Right theirs, B both; Enter when done.

## ui/panels/file_state

file-state-not-saved = Not saved: { $cause }
file-state-try-again = Try again
file-state-save-utf-8 = Save in UTF-8
file-state-save-there = Save there
file-state-save-elsewhere = Save elsewhere…
file-state-file-larger-than-50 = This file is larger than 50 MB, or has more than a million lines. Its start is shown as plain text, to be read, not changed.
file-state-some-bytes-file-no = Some bytes of this file are no text and are shown as �. It can be read, not changed.
file-state-file-write-protected-what = This file is write-protected. What you change stays here until the protection is gone.
file-state-much-markup = This text has more markup than a form and a preview are made of, and is shown as plain text.
file-state-file-large-mb-shown = This file is large ({ $megabytes } MB) and shown as plain text, without form and preview.

## ui/panels/find_bar

find-bar-hide-replacing = Hide replacing
find-bar-show-replacing = Show replacing
find-bar-close-find = Close find
find-bar-next-match = Next match
find-bar-previous-match = Previous match
find-bar-replace = Replace
find-bar-replace-all = Replace all
find-bar-find-text = Find in the text
find-bar-find = Find
find-bar-replace-with = Replace with
find-bar-only-selection = Only in the selection
find-bar-place = { $at } of { $count }
find-bar-found = { $count } found
find-bar-not-found = Not found

## ui/panels/no_text

no-text-file-not-text = This file is not text
no-text-holds-bytes-no-text = It holds bytes that no text has. Nothing of it is changed here; should it become text, it is shown.
no-text-close-file = Close this file
no-text-no-preview = The preview draws markdown alone: this file is shown as its text

## ui/panels/notices

notices-dismiss = Dismiss

## ui/panels/outline

outline-heading = Heading { $level }: { $title }
outline-outline = Outline
outline-no-headings-yet = No headings yet

## ui/panels/quit

quit-unsaved-articles = { $count ->
    [one] One article has unsaved text
   *[other] { $count } articles have unsaved text
}
quit-not-saved = Not saved: { $why }
quit-save-all-quit = Save all and quit
quit-quit-without-saving = Quit without saving
quit-keep-writing = Keep writing

## ui/panels/recovered

recovered-texts = { $count ->
    [one] Recovered one unsaved text
   *[other] Recovered { $count } unsaved texts
}
recovered-open-and-not-saved = { $count ->
    [one] It is open, and not saved. What you discard is kept for 30 days.
   *[other] They are open, and not saved. What you discard is kept for 30 days.
}
recovered-use-means = It is the article's text, not saved yet; the file keeps its own until you save.
recovered-compare = Compare…
recovered-compare-means = { $count ->
    [0] Both texts are the same.
    [one] One difference, side by side; you choose what stays.
   *[other] { $count } differences, side by side; you choose for each what stays.
}
recovered-keep-file = Keep the file
recovered-keep-file-means = The article shows what its file holds; the recovered text is put aside for 30 days.
recovered-discard = Discard
recovered-discard-means = The text has no file: it is closed, and put aside for 30 days.
recovered-later-means = It stays open and unsaved; nothing is decided.
recovered-back = Back
recovered-recovered-texts = Recovered texts
recovered-on-disk = On disk
recovered-no-file-yet = No file yet
recovered-nothing = Nothing
recovered-article-most-like = The article most like it
recovered-article = Article
recovered-recovered-not-saved = Recovered, not saved
recovered-recovered = Recovered
recovered-use-text = Use this text
recovered-later = Later

## ui/panels/broken_off

broken-off-what = { $title }: broken off after { $done } of { $of ->
    [one] 1 file
   *[other] { $of } files
}
broken-off-means = Every file is whole. Go on makes the rest of the change, Take it back undoes what was made. A file that someone changed since is left as it is either way.
broken-off-go-on = Go on
broken-off-take-back = Take it back
broken-off-leave = Leave it

## ui/panels/site_problems

site-problems-read = I have read it

## ui/panels/changing

changing-files = Changing files: { $done } of { $of }
changing-stop = Stop

## app/update/change

change-undo = Undo
change-made = { $count ->
    [one] Changed 1 file
   *[other] Changed { $count } files
}
change-made-in-part = { $count ->
    [one] Changed 1 file, { $skipped } not
   *[other] Changed { $count } files, { $skipped } not
}
change-one-made = Made from “{ $title }” ({ $place })
change-one-moved = Renamed the file of “{ $title }” ({ $place })
change-one-binned = Moved “{ $title }” to the recycle bin ({ $path })
change-in-texts = { $count ->
    [one] Changed 1 article, which is not saved yet
   *[other] Changed { $count } articles, which are not saved yet
}
change-taken-back = { $count ->
    [one] Taken back in 1 file
   *[other] Taken back in { $count } files
}
change-but = Changed, but { $warning }
change-not-made = Not changed: { $why }
change-skipped = Not changed: { $why } ({ $path })
change-skipped-more = { $count ->
    [one] Not changed: 1 more file
   *[other] Not changed: { $count } more files
}
change-undone-already = It was taken back already
change-text-moved-on = it has changed meanwhile; undo in the text
change-not-taken-back = Not taken back: { $why } ({ $path })

## app/update/file

copy-address-no-site = No address copied: the article is in no site
copy-address-not-known = No address copied: it is known of sites of Hugo alone
copy-address-copied = Copied { $address }
copy-address-none = No address copied: the article has none
copy-address-no-page = No address copied: it is not a page: { $why }
web-page-dialog = Save as web page
web-page-kind = Web pages
web-page-copied = Copied as formatted text
web-page-saved = Saved as { $path }
web-page-saved-without = Saved as { $path }; { $pictures ->
        [one] one picture is not in it, as it is on the web or missing
       *[other] { $pictures } pictures are not in it, as they are on the web or missing
    }
web-page-printing = Opened in the browser to be printed
web-page-no-clipboard = Not copied: { $why }
web-page-not-saved = { $path } was not written: { $why }
web-page-not-served = Not handed to the browser: { $why }
web-page-no-dialog = Not saved: the system shows no file dialog
web-page-fault = No web page made, by a fault of Kopij
file-path-copied = The path is on the clipboard

## ui/panels/rename

rename-file = Rename file
rename-name = Name
rename-name-of-file = Name of the file
rename-rename = Rename
rename-cancel = Cancel
rename-stays = The extension and the folder stay as they are.
rename-folder-gets-it = The folder of the article gets the name; what is in it goes along.
rename-taken = There is an article of this name already
rename-empty = A name is needed
rename-character = “{ $sign }” cannot be in a name
rename-hidden = A name that begins with “{ $sign }” makes no page
rename-end = A name that ends in a full stop is not kept by every system
rename-reserved = “{ $name }” is a name that Windows keeps for itself
rename-too-long = The name is too long
rename-will-be = It will be { $path }
rename-address-stays = Its address stays { $address }
rename-address-changes = Its address changes from { $before } to { $after }
rename-address-not-known = What becomes of its address is not known here.
rename-links-not-changed = Links to it in other articles are not changed yet, and the old address leads nowhere.

## ui/panels/to_bin

to-bin-move = Move “{ $name }” to the recycle bin?
to-bin-whole-folder = The whole folder goes, with the pictures in it.
to-bin-unsaved-kept = Text that is not saved is put among the earlier versions first.
to-bin-links-not-changed = Links to it in other articles are not changed.
to-bin-do = Move to the recycle bin
to-bin-cancel = Cancel

## ui/panels/review

review-heading = { $title }: { $count ->
    [one] 1 file
   *[other] { $count } files
}
review-change = Change { $count ->
    [one] 1 file
   *[other] { $count } files
}
review-none-possible = Nothing can be changed: why stands beside each file
review-none-ticked = Nothing is ticked
review-cancel = Cancel
review-change-this = Change { $path }
review-changed = { $count } changed
review-made = { $count } made
review-moved = { $count } moved
review-to-bin = { $count } to the recycle bin
review-unticked = { $count } left as { $count ->
    [one] it is
   *[other] they are
}
review-refused = { $count } not possible
review-more-places = { $count ->
    [one] and 1 more place
   *[other] and { $count } more places
}
review-not-possible = not possible: { $why }
review-moves-to = to { $place }
review-copies-to = copied to { $place }
review-goes-to-bin = to the recycle bin
review-comes-back = back from the recycle bin
review-is-new = new
review-stays-unsaved = changed in its text, which stays unsaved
review-changed-since = changed since; ticked, both changes are kept

## ui/panels/save_as

save-as-path-file = Path of the file
save-as-save-as = Save as
save-as-folder-site-or-anywhere = In the folder of the site, or anywhere by its whole path. Folders that are missing are made; a file that is there is never replaced.
save-as-save = Save
save-as-cancel = Cancel
save-as-name-article-ends-md = The name of an article ends in .md
save-as-path-must-inside-folder = The path must be inside the folder of the site, or a whole one

## ui/panels/new_article/save

save-new-save = Save the new article
save-new-title-of-article = Title of the article
save-new-elsewhere = Somewhere else…
save-new-do = Save
save-new-cancel = Cancel

## ui/panels/site_find

site-find-count = { $count } in { $articles }
site-find-line = Line { NUMBER($line, useGrouping: "false") }: { $text }
site-find-replace-places = { $count ->
    [one] Replace 1 place
   *[other] Replace { $count } places
}
site-find-find-site = Find in the site
site-find-close-find-site = Close find in the site
site-find-replace-site = Replace in the site
site-find-find = Find
site-find-find-all-articles = Find in all articles
site-find-replace-all-articles-with = Replace in all articles with
site-find-replace-with = Replace with
site-find-replace-places-articles = Replace { $count ->
    [one] 1 place
   *[other] { $count } places
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}…
site-find-searching = Searching…
site-find-not-found = Not found
site-find-there-more-places-than = There are more places than are shown; look for something longer
site-find-replace = Replace in { $path }
site-find-replace-2 = Replace in { $name }

## ui/panels/suggestions

suggestions-ignore-site = Ignore in this site
suggestions-add-my-dictionary = Add to my dictionary
suggestions-add-dictionary-site = Add to the dictionary of this site
suggestions-looking-for-suggestions = Looking for suggestions…
suggestions-no-suggestions = No suggestions

## ui/panels/versions

versions-earlier-versions = { $page }: earlier versions
versions-choose-what-comes-back = Choose what comes back; undo takes it away again. Keys: Page Up, Page Down; Up, Down; Left takes now, Right earlier.
versions-earlier-versions-2 = Earlier versions
versions-now = Now
versions-earlier = Earlier
versions-restore = Restore
versions-cancel = Cancel
versions-no-version-article-has = No version of this article has been replaced or committed yet
versions-back-text = Back to the text

## ui/panels/recent

recent-sites = Recent sites
recent-hint = Title or path of a site
recent-nothing = No site matches

## ui/panels/welcome

welcome-kopij = Kopij
welcome-choose-article-at-left = Choose an article at the left
welcome-open-folder-your-site = Open the folder of your site to see its articles
welcome-go-article = Go to article…
welcome-open-folder = Open folder…
welcome-recent = Recent sites
welcome-articles = { $count ->
    [one] One article
   *[other] { $count } articles
}
welcome-open-another-folder = Open another folder…

## ui/panels/new_article

new-article-new-article = New article
new-article-title = Title
new-article-title-new-article = Title of the new article
new-article-file-name = File name
new-article-follows-title = follows the title
new-article-section = Section
new-article-top-folder = (top folder)
new-article-kept-as = Kept as
new-article-file = File
new-article-folder = Folder
new-article-starts-from = Starts from
new-article-archetype = Archetype
new-article-newest-article = Newest article
new-article-blank = Blank
new-article-keys-style-without-its = The keys and style of { $path }, without its words
new-article-title-date-draft = Title, date and draft
new-article-there-article-name-already = There is an article of this name already
new-article-makes = Makes { $path }
new-article-give-title = Give it a title
new-article-make-article = Make article
new-article-cancel = Cancel

## ui/panels/article_tabs

article-tabs-unsaved = { $title }, unsaved
article-tabs-new = New since the last commit
article-tabs-changed = Changed since the last commit
article-tabs-moved = Moved since the last commit
article-tabs-gone = Deleted since the last commit
article-tabs-two-sides = Changed on two sides
article-tabs-close = Close { $tab }
article-tabs-close-2 = Close
article-tabs-close-others = Close the others
article-tabs-all-open-articles = All open articles

## ui/panels/form/add

add-text = Text
add-long-text = Long text
add-list-words = List of words
add-switch = Switch
add-number = Number
add-date = Date
add-group-keys = Group of keys
add-other-articles-here-have = Other articles have
add-field = + { $name }
add-cover = + Cover
add-rare = { $count ->
    [one] 1 rare one…
   *[other] { $count } rare ones…
}
add-list-texts = List of texts
add-choice = Choice
add-picture = Picture
add-link = Link
add-list-groups = List of groups
add-kind-is = Kind: { $kind }
add-add-key = Add a key…
add-add-key-2 = Add a key
add-key = Key
add-name-new-key = Name of the new key
add-kind = Kind
add-there-such-key-already = There is such a key already
add-add = Add

## ui/panels/form/controls

controls-too-long = Too long for a field: edit it in the front matter as text
controls-choose = Choose: { $shown }
controls-time-zone = Time zone { $name }
controls-not-number = Not a number
controls-open = Open: { $shown }
controls-there-twice = “{ $one }” is there twice
controls-nearly-same = “{ $one }” and “{ $other }” are nearly the same

## ui/panels/form/dates

dates-keys = Up and Down change the day, or the minute where the caret is in the time
dates-enter-takes = { $day }: Enter takes it
dates-two-days = This can be two days: write the month as a word
dates-not-date = Not a date: write it as 31 January 2026 14:30, tomorrow 9:00 or 2026-01-31T14:30:00+01:00
dates-hugo-refuses = Hugo does not read this as a date and stops the build: write it as 2026-01-31T14:30:00+01:00

## ui/panels/form/cover

cover-picture = Picture
cover-no-cover-picture = No cover picture
cover-loading = Loading…
cover-cover-picture = Cover picture
cover-pixels = { $wide } × { $high } pixels · { $weight }
cover-empty = No cover
cover-list = List
cover-social = Social
cover-square = Square
cover-choose = Choose…
cover-replace = Replace…
cover-from-site = From the site…
cover-find-photo = Find a photo…
cover-remove = Remove
cover-address = Address
cover-by-name = The theme takes { $name } beside the article by its name
cover-use-instead = Use { $name } instead
cover-no-place = Nothing here reads one
cover-add-key = Add { $key } all the same

## model/picture/remarks

cover-alt-none = No alt text: say what the picture shows
cover-alt-is-title = The alt text is the title: say what the picture shows
cover-alt-is-caption = The alt text is the caption: say what the picture shows
cover-alt-is-file = The alt text is the name of the file: say what the picture shows
cover-alt-begins = Leave out “{ $start }”: screen readers say that it is a picture
cover-alt-long = Longer than { $most } characters: screen readers read it in one breath
cover-heavy = Heavier than 500 kB: readers wait for it
cover-others = { $count ->
    [one] Also the cover of another article
   *[other] Also the cover of { $count } other articles
}

## ui/panels/form/fields

fields-title = Title
fields-date = Date
fields-tags = Tags
fields-summary = Summary
fields-description = Description
fields-label = Label
fields-draft = Draft
fields-picture = Picture
fields-alt-text = Alt text
fields-caption = Caption
form-changed = Changed since the last commit: was “{ $old }”
form-changed-new = New since the last commit
form-changed-words = Changed since the last commit: { $words }
fields-site-asks-for = This site asks for it
fields-cut-by-width = Search results are cut by their width, not after a number of letters: about { $limit } letters like these fit

## ui/panels/form/items

items-add = Add to { $to_lowercase }
items-of = { $at } of { $count }
items-remove = Remove { $what }
items-move-down = Move { $what } down
items-move-up = Move { $what } up
items-more = More: { $what }
items-show-text = Show in the text

## ui/panels/form/menu

menu-more = More: { $shown }
menu-rename-key = Rename the key…
menu-add-key = Add a key to it…
menu-show-text = Show in the text
menu-revert = As in the last commit
menu-remove-key = Remove the key
menu-new-name-key = New name of the key

## ui/panels/form/mod

form-front-matter = Details
form-draft = Draft
form-cover = Cover
form-more = More
form-new = new
form-new-like = new, like “{ $other }”

form-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
form-too-many-values = This front matter has more values than a form can show. They stand in the text.
form-article-has-no-front = This article has no front matter yet. The first field you fill adds it.
form-form-returns-once-front = The form returns once the front matter can be read. Nothing in it is lost.
form-go-line = Go to the line

## ui/widgets/calendar

calendar-earlier-month = Earlier month
calendar-later-month = Later month
calendar-mo = Mo
calendar-tu = Tu
calendar-we = We
calendar-th = Th
calendar-fr = Fr
calendar-sa = Sa
calendar-su = Su
calendar-time = Time
calendar-add-time = Add a time
calendar-now = Now
calendar-tomorrow = Tomorrow 9:00

## ui/widgets/chips

chips-add = Add…
chips-remove = Remove { $text }
chips-not-added = “{ $text }” was not added
chips-add-it = Add it
chips-keys = Arrow keys go through the words, with Alt they move one; Delete takes one out

## ui/widgets/choice

choice-choices = Choices: { $name }
choice-none-known = None known

## ui/widgets/query

query-match-case = Match case
query-whole-words = Whole words
query-regular-expression = Regular expression

## ui/compare/mod

compare-everywhere = { $word } everywhere
compare-previous-difference = Previous difference
compare-next-difference = Next difference
compare-of = { $current } of { $choices }
compare-left-choose = { $open } left to choose
compare-both-same = Both are the same

## ui/compare/rows/cell

cell-no-line = no line

## ui/compare/rows/headings

headings-above = { $left } above { $right }
headings-equal-lines = { $lines } equal lines
headings-difference = Difference { $number }
headings-both = Both
headings-difference-2 = { $word }, difference { $number }

## ui/editor/access

access-text = Text

## ui/preview/follow

follow-ctrl-click-or-enter = { $address } · Ctrl+click or Enter opens it
follow-click-go-there = Click to go there
follow-click-go-there-2 = { $address } · click to go there
follow-ctrl-click-or-enter-2 = { $title } · Ctrl+click or Enter opens it here
follow-no-article-here = { $address } · no article here

## ui/preview/foot

hooks-said = This site draws { $what } its own way
hooks-and = { $first } and { $last }
hooks-links = links
hooks-images = images
hooks-headings = headings
hooks-quotes = quotes
hooks-code = code
hooks-tables = tables
hooks-formulas = formulas
hooks-no-alerts = Readers see [!NOTE] and the like as text: this site has no template for such quotes

## ui/preview/header

header-min = { $minutes } min

## ui/preview/mod

preview-preview = Preview

## ui/preview/press

press-task = Task: { $name }
press-copy-code = Copy code
press-copied = Copied
press-fold = Fold: { $name }

## ui/preview/walk

walk-links = Links
walk-copy-code = Copy code

## ui/preview/cards/list

list-list-site = In the list of the site
list-draft = { " " }[draft]
list-min = { $minutes } min

## ui/preview/cards/mod

cards-article = Article
cards-card = Card
cards-social = Social
cards-search-result = Search result
cards-cover = Cover: { $alt }
cards-loading = Loading…
cards-cover-cannot-shown = The cover cannot be shown
cards-no-cover = No cover
cards-nothing-improve = Nothing to improve

## ui/preview/cards/search

search-search-engine = In a search engine

## ui/preview/cards/social

social-facebook-linkedin = Facebook, LinkedIn
social-mastodon-bluesky-whatsapp = Mastodon, Bluesky, WhatsApp
social-from = From { $host }

## ui/preview/lay/boxes

boxes-note = Note
boxes-tip = Tip
boxes-important = Important
boxes-warning = Warning
boxes-caution = Caution
boxes-more = { $count ->
    [one] … and 1 more line
   *[other] … and { $count } more lines
}

## ui/preview/lay/details

details-details = Details

## ui/preview/lay/footnote

footnote-back-reference-footnote = Back to the reference of footnote { $number }

## ui/preview/lay/made

made-vimeo = Vimeo
made-gist = Gist
made-shortcode = Shortcode
made-shortcode-unknown = Shortcode that this site does not have

## ui/preview/lay/picture

picture-loading = Loading…

## ui/preview/set_text/mod

set-text-footnote = Footnote { $letters }

## ui/panels/articles

articles-reading = Reading { $title }…
articles-reading-so-far = Reading { $title }… { $count } articles
articles-no-folder-open = No folder is open
articles-no-articles-folder = No articles in this folder
articles-no-article-matches = No article matches
articles-articles = Articles
articles-filter-articles = Filter articles
articles-filter-help = Words of title, path or tags; or is:draft, tag:ferry, no:cover, section:news, date:2026-02, with - before what is left out. Help has them all.
articles-open-folder = Open folder…
articles-open = Open
articles-write-first = Write the first
articles-show-all = Show all articles
articles-kind-all = All
articles-kind-drafts = Drafts
articles-kind-scheduled = Scheduled
articles-kind-unsaved = Unsaved
articles-kind-problems = Problems
articles-kind-count = { $kind } { $count }
articles-count = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
articles-count-of = { $found } of { $count }
articles-clear = Clear
articles-sorted = Order: { $sort }
articles-sort-date = By date
articles-sort-title = By title
articles-sort-changed = Changed last
articles-section = Section: { $section }
articles-all-sections = All sections
articles-no-section = No section
articles-told-section = Section: { $section }
articles-told-tags = Tags: { $tags }
articles-no-problems = No problems here
articles-deleted = { $title }, deleted
articles-new = new
articles-changed = changed
articles-moved = moved
articles-two-sides = changed on two sides
articles-deleted-2 = Deleted
articles-unsaved = Unsaved
articles-no-file-yet = No file yet
articles-not-file-yet = Not in a file yet
articles-problem = Unreadable
articles-conflict = Conflict marks
articles-copy = Copy
articles-draft = Draft
articles-scheduled = Scheduled
articles-expired = Expired
articles-never-shown = Never shown
articles-unlisted = Unlisted
articles-no-page = No page
articles-no-date = No date

## ui/panels/status_bar

status-bar-not-pushed = { $branch } · { $count } not pushed
status-bar-line-column = Line { NUMBER($line, useGrouping: "false") }, column { NUMBER($column, useGrouping: "false") }
status-bar-words-selected = { $selected } of { $count } words
status-bar-goal-article = { $written } of { $goal } words
status-bar-goal-day = { $written } of { $goal } words today
status-bar-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
status-bar-min-read = { $minutes } min read
status-bar-hours-read = { $hours } h { $minutes } min read
status-bar-lix = LIX { $lix }
status-bar-lix-means = { $difficulty }
    The words in a sentence ({ $words }) and the long words in a hundred
status-bar-very-easy-read-as = Very easy to read, as books for children
status-bar-easy-read-as-stories = Easy to read, as stories
status-bar-middling-difficulty-as-newspapers = Of middling difficulty, as newspapers
status-bar-hard-read-as-official = Hard to read, as official texts
status-bar-very-hard-read-as = Very hard to read, as laws and theses
status-bar-spelling = Spelling: { $text }
status-bar-as-article-or-site = As the article or the site says
status-bar-also-in-article = Also right in this article
status-bar-also-in-site = Also right in this site
status-bar-also-none = No other language
status-bar-spelling-settings = Spelling settings…
status-bar-spelling-checked-language-one = The spelling is checked in this language: the one that you chose here, else that of the head (lang), the file name, the folder or the site, else that of the settings
status-bar-no-dictionary = No dictionary: { $tag }
status-bar-install-hunspell-dictionary-language = Install the Hunspell dictionary of this language (Debian: hunspell-{ $tag }), or put it into the folder “dictionaries” beside Kopij’s settings, and start Kopij again
status-bar-no-language = No language
status-bar-words-do-not-tell = The words do not tell the language of the article; choose it here
status-bar-saving = Saving…
status-bar-no-file-yet = No file yet
status-bar-unsaved = Unsaved
status-bar-read-only = Read only
status-bar-saved = Saved { $time }
status-bar-saved-2 = Saved
status-bar-mixed-line-endings = Mixed line endings
status-bar-bom = { $encoding } BOM
status-bar-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
status-bar-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
status-bar-errors-warnings = { $errors }, { $warnings }

## ui/panels/status_bar/in_site

status-bar-in-site = In site: { $time }
status-bar-in-site-opens = In site: opening…
status-bar-in-site-fails = In site: the theme failed
status-bar-in-site-waits = In site: waiting for the text
status-bar-in-site-waits-line = In site: waiting for line { NUMBER($line, useGrouping: "false") }
status-bar-in-site-held = The page stays as it was until this is right: { $why }
status-bar-in-site-copy = Copy what Hugo says

## ui/panels/settings/mod

settings-they-kept-on-machine = They are kept on this machine, not in the site.
settings-settings = Settings
settings-done = Close
settings-setting-command-or-keys = A setting, a command or keys
settings-find-setting = Find a setting
settings-no-setting-or-command = No setting or command matches
settings-language = Language
settings-language-help = Of the window, and of what commands say in a terminal
settings-language-of-system = As the system
settings-theme = Theme
settings-light-dark-or-as = Light, dark, or as the desktop is
settings-zoom = Zoom
settings-size-everything-window = The size of everything in the window
settings-window = Window
settings-dark = Dark
settings-light = Light
settings-as-desktop = As the desktop
settings-saving = Saving
settings-autosave = Save by itself
settings-autosave-help = Never while a conflict, a deleted file or a question about the file is open
settings-autosave-off = Off
settings-on-leaving = On leaving
settings-after-pause = After a pause
settings-modified = Modified date on save
settings-modified-help = In this site a save writes the day and time into “{ $key }”, where the article or most of its section have it; undo takes it back
settings-text-face = Typeface of the text
settings-page-face = Typeface of the preview
settings-face-help = One that is shipped, or any that is installed
settings-sample = The ferry is back: 14 July, café, naïve.
settings-sample-bold = In bold,
settings-sample-italic = and in italics.
settings-line-height = Line height
settings-line-height-help = Of the text that you write
settings-paragraph-spacing = Paragraph spacing
settings-paragraph-spacing-help = The height of the empty lines between paragraphs
settings-goal = Word goal
settings-goal-help = A ring in the status bar shows how far you are; nothing is written into the article
settings-goal-none = None
settings-goal-day = A day
settings-goal-article = An article
settings-text-size = Text size
settings-text-you-write-points = Of the text that you write, in points
settings-line-width = Line width
settings-how-wide-column-text = How wide the column of text is at most, in characters
settings-text = Text
settings-points = { $points } pt
settings-spelling-language = Spelling language
settings-articles-do-not-say = Of articles that do not say theirs, nor their site; the status bar has that of one article
settings-dictionaries = Dictionaries
settings-others-those-system-debian = { $names }. Others are those of the system (Debian: hunspell-de-de) and what is in the folder “dictionaries” beside the settings, at the next start
settings-spelling = Spelling
settings-told-by-words = Told by the words
settings-pictures-from-web = Pictures from the web
settings-fetch-pictures-articles-name = Fetch the pictures that articles name by a web address; “Find a photo” asks the service you chose, when you search
settings-preview = Preview
settings-more = { $name }: more
settings-less = { $name }: less

## ui/panels/settings/keys

keys-keys = Keys
keys-reset-all-keys = Reset all keys
keys-reset-keys = Reset the keys of { $command }
keys-press-keys = Press keys…
keys-none = None
keys-keys-of = Keys of { $command }: { $keys }
keys-press-choose-other-keys = Press to choose other keys; then Escape leaves them, Backspace takes them away
keys-needed-for-writing-press = { $shown } is needed for writing; press others, or Escape
keys-is-of = { $shown } is of “{ $owner }”
keys-use-for = Use for “{ $command }”
keys-leave = Leave it

## ui/panels/palette

palette-run-command = Run a command
palette-command = Command
palette-no-command-matches = No command matches

## ui/panels/place

place-go-line-or-heading = Go to line or heading
place-line-number-or-letters = Line number, or letters of a heading
place-no-heading-matches = No heading matches
place-line = Line { NUMBER($line, useGrouping: "false") }
place-heading = Heading { $level }
place-go-line-file = Go to this line of the file

## ui/panels/go_to

go-to-go-article = Go to article
go-to-title-or-path = Title or path
go-to-reading = The site is still being read: what you type is found then
go-to-no-article-matches = No article matches

## ui/panels/library

library-title = Pictures of the site
library-looking = Looking at the pictures of the site
library-count = { $count ->
    [one] One picture. Up and Down choose, Enter leads to the article, the menu key shows what can be done
   *[other] { $count } pictures. Up and Down choose, Enter leads to the article, the menu key shows what can be done
}
library-close = Close
library-look-again = Look again
library-filter = Filter the pictures
library-filter-hint = Words of the path
library-all = All { $count }
library-missing = Missing { $count }
library-wrong-case = Wrong case { $count }
library-unused = Not used { $count }
library-twice = Twice { $count }
library-heavy = Too heavy { $count }
library-no-alt = No alt text { $count }
library-location = With location { $count }
library-none = There are no pictures in this site
library-none-found = No picture has these words
library-none-of-kind = None: all is well here
library-in-articles = { $count ->
    [0] in no article
    [one] in one article
   *[other] in { $count } articles
}
library-line = { $path }, line { $line }
library-go = Go to the article
library-rename = Rename…
library-move = Move…
library-replace = Replace everywhere…
library-strip = Remove location
library-show = Show in folder
library-to-bin = Move to the recycle bin…
library-named-by = { $count ->
    [0] No article names it
    [one] One article names it
   *[other] { $count } articles name it
}
library-rename-title = Rename picture
library-move-title = Move picture
library-move-do = Move
library-folder = Folder, from the root of the site
library-not-seen = Pictures there have no address on the site
library-articles-follow = { $count ->
    [0] No article names it
    [one] One article that names it is changed along with it; that is shown first
   *[other] { $count } articles that name it are changed along with it; that is shown first
}
library-mentions = { $count ->
    [one] A file that perhaps speaks of it is not changed: look there yourself
   *[other] { $count } files that perhaps speak of it are not changed: look there yourself
}
library-replace-title = The picture in its place
library-replace-hint = Words of its path
library-save-first = { $count ->
    [one] One article is not saved: save it first, as it may name the picture
   *[other] { $count } articles are not saved: save them first, as they may name the picture
}
library-missed = { $count ->
    [one] One article names it, and will show an empty place:
   *[other] { $count } articles name it, and will show an empty place:
}

## ui/panels/problems

problems-problems = Problems
problems-what-is-wrong = What is wrong, or could be better. Up and Down choose, Enter leads there
problems-checking = Looking at the articles: { $done } of { $count }…
problems-nothing = Nothing is wrong
problems-none-found = No problem has these words
problems-close = Close
problems-fix-safe = { $count ->
    [one] Fix the safe one…
   *[other] Fix { $count } safe ones…
}
problems-this-article = This article { $count }
problems-whole-site = Whole site { $count }
problems-rules = Rules
problems-filter = Filter problems
problems-filter-hint = Words, a path or a rule
problems-error = Error
problems-warning = Warning
problems-hint = Hint
problems-field = { $name }
problems-line = line { NUMBER($line, useGrouping: "false") }
problems-place = { $path }, line { NUMBER($line, useGrouping: "false") }
problems-more = { $path } and { $others } more
problems-go = Go there
problems-leave-here = Leave it here
problems-leave-in-site = Turn this rule off in the whole site

## ui/panels/fix_sheet

fix-sheet-line = Line { NUMBER($line, useGrouping: "false") }
fix-sheet-before = Before
fix-sheet-after = After
fix-sheet-nothing = Nothing
fix-sheet-change = Change
fix-sheet-cancel = Cancel

## ui/panels/rail

rail-changes-count = { $count ->
    [one] Changes, 1 article
   *[other] Changes, { $count } articles
}
rail-problems-errors = { $count ->
    [one] Problems, 1 error
   *[other] Problems, { $count } errors
}

## ui/panels/toolbar

toolbar-more-formatting = More formatting

## app/layout/article

article-not-file-yet = Not in a file yet

## app/layout/mod

layout-kopij = Kopij
layout-title = { $mark }{ $name } — Kopij
layout-title-in-site = { $mark }{ $name }: { $site }

## app/layout/over

over-drop = Drop to add
over-no-file-yet = No file yet

## app/layout/panes

panes-form = Form
panes-text = Text
panes-articles = Articles
panes-preview = Preview
panes-region-list = Articles
panes-region-form = Front matter
panes-region-text = Text
panes-region-preview = Preview

## action/command: a text of the name of each command

NewArticle = New article…
    .help = Start an article from an archetype, like another one, or blank
Untitled = Blank article
    .help = Write at once; the first save asks where to
    .words = new draft
OpenFolder = Open folder…
    .help = Open the folder of another site
    .words = directory project
OpenRecent = Open a recent site…
    .help = The sites that were open before, with what was found in them
    .words = last history project folder
Save = Save
    .help = Write this article to its file
SaveAll = Save all
    .help = Write every unsaved article to its file
    .words = everything
Publish = Publish
    .help = What the line above the form offers: no draft any more, or the date of now
    .words = draft schedule live online
Versions = Earlier versions…
    .help = Bring back what a save of this article replaced, or what was committed
    .words = history revisions restore backup
OutsideChange = What another program changed…
    .help = Show the text now and before, and take back pieces of it
    .words = reload outside merge disk
RenameFile = Rename file…
    .help = Give the file of this article, or its folder, another name
    .words = move slug
DuplicateFile = Duplicate
    .help = Make a second one of this article, as a draft, and open it
    .words = copy clone
FileToBin = Move to the recycle bin…
    .help = Throw this article away, with its folder if it has one of its own; undo brings it back
    .words = delete remove trash
ShowInFolder = Show in folder
    .help = Show the file of this article in the file manager
    .words = reveal finder explorer files
CopyAddress = Copy address
    .help = The address of the article on the site, to the clipboard
    .words = url link permalink
CopyPath = Copy path
    .help = Put the path of this article on the clipboard
SaveWebPage = Save as web page…
    .help = Write this article with its pictures to one HTML file
Print = Print…
    .help = Hand this article to the browser, which prints it
CloseArticle = Close article
    .help = Close this article; unsaved text is asked about
ReopenArticle = Open the closed article again
    .help = Open the article that was closed last
Settings = Settings…
    .help = Keys of commands, the look of the text, spelling
    .words = preferences options configuration
Quit = Quit
    .help = Close Kopij; unsaved text is asked about
    .words = exit close
Undo = Undo
    .help = Take back the last change in the form or the text; where no text has the keyboard, the last change of files
Redo = Redo
    .help = Make the undone change again
Cut = Cut
    .help = Put the selection into the clipboard and take it out of the text
Copy = Copy
    .help = Put the selection into the clipboard
CopyFormatted = Copy as formatted text
    .help = Put the selection, or the whole text, into the clipboard as mail and word processors show it
Paste = Paste
    .help = Insert what is in the clipboard, as markdown
PastePlain = Paste as plain text
    .help = Insert the letters that are in the clipboard, and nothing else
Find = Find…
    .help = Find in the text of this article
    .words = search
Replace = Replace…
    .help = Find in the text of this article, and replace
FindNext = Find next
    .help = Select the next place that was found
FindPrevious = Find previous
    .help = Select the place found before this one
NextOccurrence = Select next occurrence
    .help = Select the word, then also the next one like it
MoveLinesUp = Move lines up
    .help = Move the line, or the selected lines, above the one before
MoveLinesDown = Move lines down
    .help = Move the line, or the selected lines, below the one after
DuplicateLines = Duplicate lines
    .help = Copy the line, or the selected lines, below
JoinLines = Join lines
    .help = Make one line of this and the next, or of those selected
MoveSectionUp = Move section up
    .help = Move the heading here and all under it above the section before
MoveSectionDown = Move section down
    .help = Move the heading here and all under it below the section after
CaretAbove = Add caret above
    .help = Write in the line above as well
CaretBelow = Add caret below
    .help = Write in the line below as well
Spelling = Spelling suggestions…
    .help = What might be meant by the misspelled word here, or the next
    .words = dictionary correct
FixHere = What can be done here…
    .help = Put right what is wrong at the caret, or correct the misspelled word
CheckSpelling = Check spelling
    .help = Mark misspelled words, or stop it
Punctuation = Punctuation as you type
    .help = Curly quotes, dashes and an ellipsis as you type; one Backspace gives the letters back
BlockMenu = Menu of blocks at a slash
    .help = A slash at the start of a line offers headings, lists, a table and other blocks
Link = Link
    .help = Make a link of the selection
    .words = url address hyperlink
Table = Table
    .help = Begin a table, or bring the columns of this one in line
CodeBlock = Block of code
    .help = Put the lines into a block of code, or take them out
    .words = fence
InsertPicture = Insert picture…
    .help = Put a picture of the site or of this computer into the text
    .words = image photo figure
ChooseCover = Choose a cover…
    .help = Take a picture from this computer for the top of the article
    .words = image photo featured
CoverFromSite = Cover from the site…
    .help = Take a picture that the site has already
    .words = image photo featured library
FindPhoto = Find a photo…
    .help = Search Openverse, Wikimedia Commons, Pexels or Pixabay for a picture, with its credit as the site writes it
    .words = stock search image pexels pixabay openverse commons
RemoveCover = Remove the cover
    .help = Take the cover and its texts out of the article; its file stays
    .words = delete image photo
Bold = Bold
    .help = Make the selection bold, or plain again
Italic = Italic
    .help = Make the selection italic, or plain again
Code = Code
    .help = Set the selection as code, or plain again
Strikethrough = Strikethrough
    .help = Strike the selection out, or not any more
    .words = deleted
Heading1 = Heading 1
    .help = Make the line a heading of the article itself, or text again
Heading = Heading 2
    .help = Make the line a heading, or text again
Subheading = Heading 3
    .help = Make the line a smaller heading, or text again
Heading4 = Heading 4
    .help = Make the line a heading of the fourth level, or text again
Heading5 = Heading 5
    .help = Make the line a heading of the fifth level, or text again
Heading6 = Heading 6
    .help = Make the line a heading of the sixth level, or text again
RaiseHeading = Larger heading
    .help = Move the heading up a level
LowerHeading = Smaller heading
    .help = Move the heading down a level
Quote = Quote
    .help = Quote the lines, or unquote them
BulletList = Bulleted list
    .help = Make the lines a list, or text again
NumberedList = Numbered list
    .help = Make the lines a numbered list, or text again
Task = Task list
    .help = Make the lines tasks, or text again
    .words = checkbox todo
Tick = Tick the task
    .help = Mark the task as done, or as not done
    .words = checkbox done
ShowArticles = Show articles
    .help = Show or hide the list of articles
    .words = sidebar list
ShowForm = Show form
    .help = Show or hide the form
    .words = front matter metadata
ShowPreview = Show preview
    .help = Show or hide the preview
    .words = page
ShowOutline = Show outline
    .help = Show or hide the headings of the article
ShowRail = Show rail
    .help = Show or hide the places at the left edge; F10 opens the menu without them
    .words = sidebar edge bar places
ListThumbnails = Thumbnails in the list
    .help = Show the covers of articles in the list, or hide them
    .words = pictures images covers small
ShowHeadAsText = Front matter as text
    .help = Show or hide the front matter above the text
    .words = yaml toml source
ShowLineNumbers = Line numbers
    .help = Show or hide the numbers of the lines beside the text
FocusMode = Focus mode
    .help = Show the page and nothing else, with the paragraph that is written lit, or show all again
    .words = distraction free zen
FocusSentence = Focus on the sentence
    .help = In focus mode light the sentence that is written, or its paragraph
    .words = distraction free zen
Typewriter = Typewriter scrolling
    .help = Keep the line that is written at the same height, or stop it
WordGoal = Word goal…
    .help = Set how many words you want to write in a day or an article; a ring in the status bar shows how far you are
    .words = count target words
PreviewFollows = Preview follows the text
    .help = Keep the preview where the caret and the text are, or leave it
TextFollows = Text follows the preview
    .help = Scroll the text with the preview, or leave it
ZoomIn = Zoom in
    .help = Show everything larger
    .words = larger bigger
ZoomOut = Zoom out
    .help = Show everything smaller
    .words = smaller
ZoomReset = Actual size
    .help = Show everything in the size of the desktop
    .words = zoom 100 %
FullScreen = Full screen
    .help = Fill the screen with the window, or stop it
    .words = fullscreen maximise
SwitchAppearance = Light or dark
    .help = Switch between the light and the dark theme
    .words = mode night day appearance colours
GoToArticle = Go to article…
    .help = Open an article by a few letters of its title or path
    .words = open switch quick
GoToPlace = Go to line or heading…
    .help = Go to a line by its number, or to a heading by a few letters
NextArticle = Next article
    .help = Go to the open article to the right
PreviousArticle = Previous article
    .help = Go to the open article to the left
Back = Back
    .help = Go to the article that was shown before this one
Forward = Forward
    .help = Go to the article that you went back from
Write = Write
    .help = Go back to the article, as it was
NextPane = Next pane
    .help = Go to the next of list, form, text and preview
PreviousPane = Previous pane
    .help = Go to the one before of list, form, text and preview
NextProblem = Next problem
    .help = Go to the next problem of front matter or text
    .words = error warning
PreviousProblem = Previous problem
    .help = Go to the problem before this one
    .words = error warning
FindArticle = Filter articles
    .help = Go to the filter box of the list of articles
Notices = Go to the notices
    .help = Take back or show what was done, from the last notices
    .words = undo messages toast
FindInSite = Find in the site…
    .help = Find in all articles, and replace
    .words = search everywhere all articles replace
SitePictures = Pictures of the site…
    .help = All pictures, those that are missing, not used or too heavy; rename, move and replace them in all articles
    .words = images photos library unused missing location rename move
Findings = Problems…
    .help = What is wrong in the articles of the site, or could be better
    .words = habits differences
Changes = Changes…
    .help = What of the article changed since the last commit, and handing it in
    .words = git commit diff publish hand in
OpenInSite = Open in site
    .help = See the article with what you typed in the real theme, in the browser; it follows the typing
    .words = hugo server browser preview theme live
StopInSite = Stop showing the site
    .help = End Hugo, which shows the site in the browser
    .words = hugo server close
Push = Push…
    .help = Hand all commits of the branch in at its server, once you have seen them
    .words = publish upload git share
GetLatest = Get the latest
    .help = Bring in what others have handed in, if it goes together with what is here
    .words = pull fetch update git
Palette = Run a command…
    .help = Find any command by a few letters of its name
    .words = commands
Help = Help
    .help = Keys, Markdown, front matter, pictures, finding articles, commits, and what is kept where
    .words = manual welcome
About = About Kopij
    .help = Version, licences, where things are kept, and what a report needs
    .words = version licence license report folders
Menu = Menu
    .help = Every command by its place
menu-file = File
menu-edit = Edit
menu-insert = Insert
menu-format = Format
menu-view = View
menu-go = Go
menu-site = Site
menu-help = Help

## action/offer: why a command cannot run

lack-no-site = Open the folder of a site first
lack-no-article = Open an article first
lack-no-file = The article is not in a file yet
lack-no-other = No other article is open
lack-no-text = This file is no text
lack-covered = A page is in front of the text
lack-read-only = This article can only be read
lack-nothing-to-undo = Nothing to undo
lack-nothing-to-redo = Nothing to do again
lack-nothing-outside = No other program changed this text
lack-no-other-site = No other site was open before
lack-nothing-closed = No article was closed
lack-nothing-before = No article was shown before this one
lack-nothing-after = You have not gone back
lack-no-notice = Nothing was done that a notice could take back or show
lack-not-in-site = The site is not shown in the browser

## model/front_matter: what is wrong with a head, and why a value of it is not changed

head-lines-end-old-mac = the lines end in the old Mac way, which cannot be read
head-front-matter-not-closed = the front matter is not closed
head-line-starts-with-ends = a line that starts with { $fence } ends the front matter for Hugo
head-blanks-stand-before-opening = blanks stand before the opening line
head-front-matter-too-long = the front matter is longer than 256 kB
head-dots-do-not-end = this line does not end the front matter for Hugo; --- does
head-line-ends-old-mac = the line ends in the old Mac way, which cannot be read
head-line-column = Line { $line }, column { $column }: { $why }
head-line = Line { $line }: { $why }
head-group-keys = “{ $key }” is a group of keys
head-path-names-no-key = the path names no key
head-not-there = “{ $key }” is not there
head-there-key-already = there is a key “{ $key }” already
head-not-list = “{ $key }” is not a list
head-has-no-such-item = “{ $key }” has no such item
head-names-no-item-list = “{ $key }” names no item of a list
head-more-stands-behind-object = more stands behind the closing brace
head-too-many-values = it has more than { $count } values
head-cannot-read = cannot be read: { $why }
head-nested-too-deep = it is nested too deep
head-value-missing = a value is missing
head-key-quotes-should-stand = a key in quotes should stand here
head-colon-should-stand-here = a colon should stand here
head-comma-or-closing-brace = a comma or a closing brace should stand here
head-comma-or-closing-bracket = a comma or a closing bracket should stand here
head-quotes-not-closed = the quotes are not closed
head-text-has-escape-or = a backslash in this text must be doubled, and a tab in it taken out
head-no-value = this is no value
head-list = “{ $key }” is a list
head-does-not-stand-on = “{ $key }” does not stand on its own line
head-group-written-unusual-way = the group is written in an unusual way
head-no-such-number = a number cannot be written as { $number } in this front matter
head-number-too-large = { $number } is too large for a number in TOML, and Hugo does not build the article; in quotes it is a text
head-toml-has-no-empty = TOML has no empty value
head-not-group-keys = “{ $key }” is not a group of keys
head-list-inside-list = a list inside of a list
head-written-unusual-way = “{ $key }” is written in an unusual way
head-has-key-no-text = “{ $key }” has a key that is no text
head-has-no-place = “{ $key }” has no place
head-item-group-keys = item { $item } of “{ $key }” is a group of keys
head-item-above-not-group = the item above “{ $key }” is not a group of keys
head-takes-over-keys-from = “<<” takes over keys from elsewhere
head-alias-another-value = “{ $key }” is an alias (*) of another value
head-has-tag = “{ $key }” has a tag (!)
head-has-anchor-other-values = “{ $key }” has an anchor (&), other values may repeat it
head-holds-alias-anchor-or = “{ $key }” holds an alias (*), an anchor (&) or a tag (!)
head-already-on-line = “{ $other }” is already on line { $line }
head-key-not-text-left = a key that is not a text is left alone
head-differ-only-case-hugo = “{ $key }” and “{ $other }” differ only in case; Hugo takes them for one
head-lists-groups-nested-too = lists and groups are nested too deep
head-front-matter-not-list = the front matter is not a list of `key: value` lines
head-second-yaml-document-starts = a second YAML document starts here
head-quote-opened-but-not = a quote is opened but not closed
head-colon-not-expected-here = a colon is not expected here; a text with a colon needs quotes
head-tab-indents-line-only = a tab indents the line; only spaces may
head-line-not-indented-like = the line is not indented like its neighbours
head-list-not-closed-or = a list in […] is not closed, or a comma is missing
head-group-not-closed-or = a group in {"{"}…{"}"} is not closed, or a comma is missing
head-closing-bracket-has-no = a closing bracket has no opening one
head-colon-missing-after-key = a colon is missing after the key
head-text-starts-with-needs = the text starts with * and needs quotes, or its anchor is missing
head-text-starts-with-needs-2 = a text that starts with { $character } needs quotes
head-something-follows-closing-quote = something follows the closing quote; a quote inside a text must be written differently
head-backslash-text-double-quotes = a backslash in a text in double quotes must be doubled
head-conflict-marks = another program could not merge two versions and left both here, between <<<<<<< and >>>>>>>; keep one of them and take the marks out
head-value-missing-here = a value is missing here, as between two commas
head-ends-too-early = something is opened and not closed before the front matter ends
head-text-starts-with-sign = a text that starts with & or * needs quotes
head-text-below-sign = only a line break may follow | or >; a text that starts so needs quotes
head-blank-missing = a blank is missing before # or after a sign; a text with such signs needs quotes
head-line-cannot-read = this line is not understood; a text with : # [ ] { "{" } { "}" } or quotes in it stands between quotes
head-list-item-cannot-stand = a list item cannot stand here
head-equals-missing = a = is missing between the key and its value
head-equals-too-many = there is a = too many here; a text with = in it needs quotes
head-text-needs-quotes = a text needs quotes around it
head-comma-too-many = there is a comma too many here
head-key-needs-quotes = a key with other signs than letters, digits, - and _ needs quotes
head-table-not-closed = the name of a group stands between [ and ]
head-number-not-understood = this is no number or date; a text needs quotes around it
head-key-there-already = this key, or this group, is already there above
head-capitals-in-switch = true and false are written small
head-toml-line = this line is not understood; a line is a key, a = and a value, and a text stands between quotes
refusal-unreadable = the front matter cannot be read: { $why }
refusal-not-editable = { $why }; change it in the text
refusal-unverified = this value could not be written safely; change it in the text
entry-not-readable = Not readable: { $why }
entry-stops-the-build = { $why }
text-conflict-marks = Another program could not merge two versions and left both in the text, between <<<<<<< and >>>>>>>
entry-copy-of = A copy of { $original } that a program left
entry-one-address = It has one address with { $other }: readers see one of the two
new-article-was-not-set = { $key } was not set: { $why }
new-article-action-not-understood = the archetype's {"{{"}{ $action }{"}}"} is not understood and was left out
new-article-too-much = The archetype asks for more than an article can cost, so it was not started from; this one is blank
new-article-file-too-much = it asks for more than a file can cost
new-article-file-not-copied = { $file } of the archetype was not copied: { $why }
new-article-files-untold = { $count ->
    [one] And one more like that, with its files
   *[other] And { $count } more like that, with its files
}
new-article-files-left-out = Only the first { $count } files of the archetype were copied; it has more
new-article-files-too-large = the files of an archetype may weigh { $mb } MB together
new-article-no-folder = { $folder } is a link or a file, no folder to make files in
new-article-other-not-read = the front matter of the other article cannot be read

## ui/preview/lay/mod

lay-more-which-only-text = … and { $weight } more, which only the text shows

## model/site/hugo: what of the settings of a site is not read

site-settings-too-large = the settings of the site have more than { $count } values
site-settings-too-many = only the first { $count } values of what decides on pages count, up to “{ $key }”
site-settings-theme-outside = the theme names the folder “{ $folder }” outside of the site, which is left out

## model/schema/overrides

overrides-too-many-fields = only the first { $count } fields are taken
overrides-too-many-sections = only the first { $count } sections are taken

## model/site/query

query-as-text = “{ $written }” is searched as text
query-not-known = “{ $written }” is not known here yet: it leaves nothing out

## model/site/shortcodes

shortcode-no-name = A shortcode has no name
shortcode-ending = “{ $name }”: the name of a shortcode has no dot
shortcode-unknown = There is no shortcode “{ $name }”
shortcode-removed = Hugo has no shortcode “{ $name }” any more
shortcode-unended = A shortcode does not end
shortcode-not-closed = “{ $name }” takes the text up to its end, and is not closed
shortcode-closed-for-nothing = “{ $name }” takes no text, and is closed all the same
shortcode-not-open = “{ $name }” is closed and was not begun
shortcode-sign = { $sign } stands in no shortcode but in "quotes"
shortcode-mixed = A shortcode has values with names and without
shortcode-needs-percent = “{ $name }” makes markdown: it is called with { "{{% %}}" }

## model/site/stopping

ref-lost = there is no page “{ $path }”

## ui/panels/menu

menu-hint = Arrow keys go through the menu, Enter runs, Escape leaves

## ui/panels/text_menu

text-menu-name = What can be done here

## ui/widgets/fields, clipboard

fields-about = { $count } / about { $limit }
fields-cut = Cut
fields-copy = Copy
fields-paste = Paste

## ui/preview/follow

preview-picture = Picture
preview-menu-open = Open the link
preview-menu-go-to = Go to it in the text
preview-menu-show = Show in folder
preview-menu-copy-path = Copy path
preview-menu-copy = Copy the address

## ui/about

about-title = About Kopij
about-version = Kopij { $version }, an editor for the articles of static sites.
about-sent = It sends nothing anywhere on its own: not how it is used, not what fails.
about-kept = What is kept, and where
about-settings = Settings, your words and dictionaries
about-state = Unsaved text, earlier versions, changes of files, reports of faults
about-data = The sample site
about-cache = What can be made again, and may be thrown away
about-licences = Licences
about-under = Kopij is under MIT or Apache-2.0, at your choice. What it holds of others (crates, fonts, dictionaries) has licences of its own: a package has them in `licences.txt.gz`, under `share/doc/kopij`.
about-report = For a report
about-copy = Copy these details, and say what you did, what you saw, and what you expected. Nothing of your site is among them.

## ui/panels/help

help-help = Help
help-detail = Short pages; Escape leads back to the article
help-done = Close
help-here = Open now: { $title } ({ $found })
help-recent = Open { $title }
help-open-site = Open your site…
help-find = Find in the help
help-nothing = No page has these words
help-keys = Keys
help-command = Command
help-does = What it does

disk-changed-outside = Another program changed “{ $name }”
disk-merged = Merged changes from disk into “{ $name }”
disk-show = Show
disk-undo = Undo

## What the checks find

check-address-twice = { $count } articles have one address, { $address }: readers see one of them

check-title-missing = No title
check-title-long = The title is cut after { $after } characters
check-summary-missing = No summary: the first words of the text stand in for it
check-summary-long = The summary is cut after { $after } characters
check-cover-missing = No cover: the link is shown without a picture
check-cover-broken = The cover cannot be shown
check-cover-missing-file = There is no file for the cover: { $address }
check-cover-small = The cover is { $width } × { $height } pixels; networks ask for 1200 × 630
check-cover-alt = The cover has no alternative text
check-habit-spelling = { $count ->
    [one] 1 article writes { $written } where { $usual } write { $key }
   *[other] { $count } articles write { $written } where { $usual } write { $key }
}
check-habit-kind = { $count ->
    [one] { $key }: 1 article has { $found }, unlike { $usual } others
   *[other] { $key }: { $count } articles have { $found }, unlike { $usual } others
}
check-habit-word = { $count ->
    [one] { $key }: 1 article has “{ $word }” where { $usual } have “{ $like }”
   *[other] { $key }: { $count } articles have “{ $word }” where { $usual } have “{ $like }”
}

## model/rule: what each rule finds, and why that matters

rule-address-alias = An alias leads to nothing of its own
    .help = An alias is an old address that leads to the article. One that another page has, as its address or as an alias, leads to one of the two by chance; one that is the address of the article itself does nothing.
rule-address-changed = An article that readers know has another address
    .help = Links to the old address, from other sites and from search engines, find nothing any more. An alias keeps it: Hugo makes a page there that leads on.
rule-address-empty = An article takes the address of the home page
    .help = The pattern of addresses is made of title or slug, and the article has neither. Readers would see it, or the home page, by chance. Give it a title or a slug.
rule-address-odd = The address cannot be reached
    .help = What follows ? or # is no part of an address, and .. leads out of it. An address of another site stops the build of the whole site.
rule-check-unused = A comment silences nothing
    .help = What it kept from being told is gone, or its name has a slip. Without it the next one is told again.
rule-head-number = A number is too large
    .help = TOML has whole numbers up to 9,223,372,036,854,775,807. Hugo reads no head with a larger one, and builds nothing at all while it is there. In quotes it is a text of digits, of any length.
rule-head-old-key = A key has another name by now
    .help = Newer versions of Hugo warn of it, and build nothing at last. The new name does the same.
rule-image-alt = A picture says nothing to who does not see it
    .help = Screen readers read out what a picture shows, and readers see it where the picture does not load. Write it between the brackets: `![The quay at dawn](quay.jpg)`.
rule-image-case = The file of a picture is called otherwise
    .help = Windows and macOS do not tell capitals apart, and not how an accent is composed; the web does. Readers see an empty place.
rule-image-heavy = A picture weighs much
    .help = Readers wait for it, on a phone the longest. 1,600 pixels are enough for a picture in a text. `[check.limits] picture-kilobytes` in `kopij.toml` says from where on it is told.
rule-image-location = A picture tells where it was taken
    .help = Phones write the place into each photo, and everyone who saves it can read that: of a photo at home it is the address. `kopij strip` takes it out, and no pixel changes.
rule-image-missing = A picture is not there
    .help = Readers see an empty place. Perhaps the name of the file has a slip, or it is in another folder.
rule-image-twice = A picture is there twice
    .help = Two files hold the same. Readers load it twice, and who replaces one of them forgets the other.
rule-image-unused = Nothing names a picture
    .help = No article, template, style sheet or data file names it. It goes onto the site all the same, and takes room.
rule-link-alias = A link leads to an old address
    .help = Readers are sent on, which takes a moment, and breaks when the alias goes.
rule-link-case = A link has other capitals than the address
    .help = It works on some servers and machines, and on the others readers find nothing.
rule-link-empty = A link leads nowhere
    .help = Readers who press it stay where they are. Often it was to be filled in later.
rule-link-fragment = A link names a heading that is not there
    .help = Readers land at the top of the page. Often the heading was written anew, and its name with it.
rule-link-hidden = A link leads to a page that readers cannot see
    .help = The page is a draft, lies ahead or is over: readers who press the link find nothing.
rule-link-insecure = A link leads to a page without https
    .help = What readers do there can be read and changed on the way. Nearly every site answers with https by now.
rule-link-markdown = A link names a file of the content
    .help = Hugo writes it as it is, and on the site there is no such file, unless the theme has a template for links. Name the address, or use ref.
rule-link-missing = A link leads nowhere
    .help = There is no page, alias or file at its address, so readers find nothing. What ref and relref name must be there: else Hugo builds nothing at all.
rule-link-own-host = A link to this site has its whole address
    .help = It leads readers of a preview or a copy of the site away to the real one, and breaks when the site moves.
rule-link-tracking = A link follows readers
    .help = Parts of its address, such as utm_source, tell the other site where its readers come from. The link works without them.
rule-link-words = The words of a link do not say where it leads
    .help = Who cannot see the page hears its links one by one, out of their sentences: here, here, read more. Search engines read them too.
rule-publish-date-missing = There is no date
    .help = Nearly all other articles of the section have one. Without it the article stands at the end of lists, and in feeds as of the year 1.
rule-publish-date-odd = The date is long past
    .help = A number is read as seconds since 1970, and what is no year as the year 1. The article stands at the end of every list.
rule-publish-date-unreadable = Hugo cannot read a date
    .help = Hugo builds nothing at all while it is so. It reads 2026-02-24, with or without 16:09:00 and +01:00 behind a T or a blank; no slashes, no months in words, no minutes without seconds.
rule-publish-draft-odd = The draft mark is no switch
    .help = A text or list that is neither true nor false is taken for false: the article is public, whatever was meant.
rule-publish-draft-word = The draft mark is a word
    .help = yes, on and y are switches to Hugo before 0.152, and words to newer ones, which publish the article. Write true or false.
rule-publish-far-future = It is published in more than a year
    .help = Often the year has a slip. Until then no reader sees the article.
rule-publish-format-denied = The site takes no files of this kind
    .help = Newer versions of Hugo build nothing at all while such a file is in the content, unless security.allowContent of the settings lets it in.
rule-publish-never = It expires before it begins
    .help = At no moment is the article on the site. One of the two dates is wrong.
rule-publish-no-build = Nothing builds the site when it is due
    .help = A site of files changes only when it is built, and the workflow runs when something is pushed, not at the moment of this article. Give the workflow a schedule; kopij next prints the moments.
rule-publish-no-page = A file is no page of its own
    .help = It lies in the bundle of another article, or beside an index.md that counts in its place. Readers see it only if the theme shows it there.
rule-publish-published-key = published is read as a date
    .help = Other generators mark drafts with published: false. To Hugo it is a date that cannot be read, and it builds nothing at all. Its mark is draft: true.
rule-site-settings = A setting stops the build
    .help = Hugo refuses the settings of the site as they are, and builds nothing at all.
rule-site-two-files = Two files are one page
    .help = a.md and a/index.md, index.md and _index.md, or two names that differ in capitals alone: Hugo shows one of the two, by chance, or one is lost on macOS and Windows.
rule-summary-is-title = The summary says the same as the title
    .help = Readers of lists and search results see the same words twice, and learn nothing more.
rule-tags-one-address = Two tags want one address
    .help = Each has a page of its own, and both are written to one file: readers see one of them, by chance. Merge the two.
rule-text-heading-skip = A level of headings is skipped
    .help = Who cannot see the page goes from heading to heading, and looks for what is missing in between.
rule-text-heading-twin = Two headings are the same
    .help = Links to the second one get a number, which changes when another is put before it.
rule-text-invisible = There is a sign that nobody sees
    .help = Signs without a width, soft hyphens and marks of direction come along when text is pasted. They keep words from being found, and break addresses.
rule-text-placeholder = Something is left to be filled in
    .help = TODO, TKTK, FIXME and lorem ipsum are notes of the writer, and readers would see them.
rule-text-long-sentence = A sentence is long
    .help = Readers lose the thread of it. Two shorter ones say the same. It is looked for where `kopij.toml` or `--rule` asks for it.
rule-text-reading = The text is hard to read
    .help = Its LIX, the words of a sentence and the part of long words, is above what a newspaper has. It is looked for where `kopij.toml` or `--rule` asks for it.
rule-text-repeated-word = A word stands there twice
    .help = Most often it is left over from a change of the sentence.
rule-text-spelling = Words are in no dictionary
    .help = In the language of the article, its second one, and the lists of your own and of the site. Names that stand in several articles, tags and authors are known. The window marks each word; a command tells how many there are and the first of them.
rule-text-title-twice = The title stands there again
    .help = Themes show the title above the text. As a heading of the text readers see it twice.
rule-title-twin = Another article of the section has the same title
    .help = Readers of lists and search results cannot tell the two apart.
rule-address-twice = Several articles have one address
    .help = Hugo writes the pages of all of them to one file, and readers see the one that happens to come last. Which one that is may change with each build. Give all but one another slug or address.
rule-cover-alt = The cover has no alternative text
    .help = Who cannot see the picture hears its alternative text, and so do search engines. One sentence on what there is to see is enough.
rule-cover-broken = The cover cannot be shown
    .help = The address of the cover leads to no picture that can be read, so the article has none in lists and where it is shared.
rule-cover-heavy = The picture of the cover is heavy
    .help = Whoever reads on a phone waits for a picture of more than 500 kB. A smaller one looks the same there.
rule-cover-missing = There is no cover
    .help = Where the article is shared its link is shown without a picture, which fewer people follow.
rule-cover-shared = Other articles have the same cover
    .help = In a list of articles they cannot be told apart by their pictures.
rule-cover-small = The cover is small
    .help = Networks show a picture of less than 1200 × 630 pixels as a small square, or not at all.
rule-head-broken = The front matter cannot be read
    .help = Hugo cannot read it either, and builds nothing at all while it is so: no change of any article reaches the readers. Often it is a colon in a text without quotes, a tab, or a line of --- that is missing.
rule-head-date-style = The date is written in another way than in the other articles
    .help = Dates that are written in several ways are read and sorted in ways that surprise: one without a time or a zone is midnight somewhere.
rule-head-key-case = A key is written in other letters than in the other articles
    .help = To Hugo it is the same key. Other programs that read the front matter take it for another one, and miss its value.
rule-head-key-kind = A key is a list or a group
    .help = Such a key cannot be named in a template, so nothing on the site can show its value.
rule-head-key-twice = A key stands there twice
    .help = From version 0.152 on Hugo builds nothing at all while it is so; before, the last of the two counted and the other was ignored. Keep one.
rule-head-kind = A value is of another kind than in the other articles
    .help = A theme that expects a list fails on a text, or shows it letter by letter. What nearly all other articles have is most likely what is meant.
rule-summary-long = The summary is cut in search results
    .help = Search engines show some 160 letters of it, and end it with dots. Put first what the reader should know.
rule-summary-missing = There is no summary
    .help = Lists, networks and search engines show the first words of the text instead, which are seldom written for that.
rule-tags-twin = A tag is nearly another one that many articles have
    .help = Each of the two has a page of its own, and readers find half of the articles on either. Most often it is a slip of the keyboard, or a plural.
rule-text-conflict = Two versions stand in the text
    .help = Another program, such as git or one that shares folders, could not merge what two people wrote, and left both with marks between them. Readers would see both and the marks.
rule-text-shortcode-broken = A shortcode cannot be read
    .help = Hugo builds nothing at all while it is so. Text that is to show a call of a shortcode is written with a comment sign inside of the braces.
rule-text-shortcode-open = A shortcode is not closed
    .help = Hugo builds nothing at all while one that takes a text is not closed, or while one is closed that takes none or was not begun.
rule-text-shortcode-unknown = The site has no shortcode of this name
    .help = Hugo builds nothing at all while one is called that is not there. Perhaps its name has a slip, or it came with a theme that is gone.
rule-title-long = The title is cut in search results
    .help = Search engines show some 60 letters of it, and end it with dots. What matters should stand before that.
rule-title-missing = There is no title
    .help = Lists, the page itself and search results show the name of the file, or nothing.

check-address-empty = It has neither title nor slug, and would be the home page
check-address-home = By “{ $key }” it would be the home page
check-address-odd = Readers cannot reach an address with “..”, “?” or “#” in it
check-address-changed = Readers know this at { $old }, and nothing there leads to { $new }
check-address-alias-own = This alias is the address of the article itself
check-address-alias-page = { $alias } is the address of another page, and as an alias leads away from it
check-address-alias-twice = { $alias } is an alias of { $other } too: it leads to one of the two
check-site-two-files = { $other } beside it takes the same place: Hugo shows one of the two
check-check-unused = This comment keeps nothing from being told: { $rules }
check-head-old-key = `_build` is called `build` since Hugo 0.145
check-head-old-key-refused = Hugo { $version } builds nothing with `_build`, which is called `build` since 0.145
check-publish-home-is-leaf = `index.md` at the top of the content makes all other files its own, and none of them a page; named `_index.md` it is the text of the home page alone
check-publish-draft-word = `{ $word }` is no switch to this Hugo: the article is public
check-publish-draft-word-old = `{ $word }` is a switch to some versions of Hugo and a word to others
check-publish-draft-odd = The draft mark is neither true nor false: Hugo takes it for false
check-publish-date-unreadable = Hugo builds nothing: it cannot read “{ $written }” in { $key } as a date
check-publish-date-odd = The date is in the year { $year }
check-publish-date-missing = No date, unlike nearly all articles of the section
check-publish-never = It expires before it begins: it is never on the site
check-publish-published-key = Hugo builds nothing: it reads { $key } as a date. Drafts are marked with `draft`
check-publish-far-future = It is on the site in more than a year
check-publish-no-build = Nothing builds the site at that moment: { $workflow } runs only when something is pushed
check-publish-no-page = It is no page: { $why }
check-title-twin = { $count ->
    [one] Another article of the section has this title
   *[other] { $count } other articles of the section have this title
}
check-summary-is-title = It says the same as the title
check-tags-twice = “{ $word }” is in the list twice
check-tags-one-address = “{ $word }” and “{ $other }” want one address, { $address }: readers see one of the two pages
check-text-heading-skip = A level is skipped: this heading is of level { $level }
check-text-heading-twin = There is another heading “{ $title }”: links to this one get a number
check-text-title-twice = The title stands there again as a heading
check-text-placeholder = “{ $word }” is left in the text
check-text-long-sentence = A sentence of { $count } words; more than { $most } are hard to follow
check-text-reading = Hard to read: LIX { $lix }, above { $most }
check-text-spelling = { $count ->
    [one] { $words } is in no dictionary
   *[other] { $count } words are in no dictionary: { $words }
}
check-text-repeated-word = “{ $word }” stands there twice
check-text-invisible = A sign that nobody sees ({ $code })
check-image-alt = The picture has no alternative text
check-image-case = { $address } is called { $name } on the disk: on the web that is another address
check-image-heavy = Heavy for readers: { $kilobytes } kB, { $width } × { $height } pixels
check-image-location = The file tells where the picture was taken
check-image-missing = No picture at this address: { $address }
check-image-outside = { $address } is a place of this computer outside of the site: readers do not get it. Insert the picture, and it is copied into the site
check-image-twice = It holds the same as { $path }
check-image-unused = Nothing names it
check-site-settings = { $why }
check-link-empty = It leads nowhere
check-link-words = “{ $words }” does not say where it leads
check-link-own-host = It leads to this site by its whole address
check-link-insecure = It leads to a page without https
check-link-tracking = Its address tells the other site where readers come from
check-link-alias = It leads to an old address of { $address }
check-link-markdown = On the site it leads nowhere: it names a file of the content
check-link-hidden = Readers cannot see “{ $title }”: { $why }
check-link-case = It leads to { $address } on some servers only: capitals count
check-link-missing = Leads nowhere: { $address }
check-link-missing-near = Leads nowhere: { $address }. Meant: { $near }?
check-link-fragment = There is no heading #{ $id }
check-link-ref = Hugo builds nothing: { $why }
check-wanted-no-rule = kopij.toml: `{ $name }` in `check` names no rule or no weight
check-wanted-no-glob = kopij.toml: `{ $glob }` in `check.ignore` cannot be read
check-wanted-many-globs = kopij.toml: of `check.ignore` only the first { $most } patterns count, those from `{ $first }` on leave nothing out
check-wanted-no-limit = kopij.toml: `{ $name }` in `check.limits` is no limit, or no number above 0
check-wanted-unknown = kopij.toml: `check.{ $key }` is not understood

check-fix-draft = Keep it a draft: true
check-fix-public = Publish it: false
check-fix-published-key = Say it with draft
check-fix-date = Write { $date }
check-fix-slug = Change the slug to { $slug }
check-fix-address = Change it to { $address }
check-fix-keep-address = Keep { $address } as an alias
check-fix-alias = Remove the alias
check-fix-tag = Write “{ $word }”
check-fix-tag-twice = Remove the second “{ $word }”
check-fix-rename = Rename the key to { $key }
check-fix-build = Rename the key to build
check-fix-keep-first = Keep the first
check-fix-keep-second = Keep the second
check-fix-quote = Put the value into quotes
check-fix-tabs = Indent with spaces
check-fix-close = Close it with { $fence }
check-fix-heading = Remove the heading
check-fix-word = Remove the second “{ $word }”
check-fix-invisible = Remove it
check-fix-link = Change the link to { $address }
check-fix-shortcode = Call { $name }
check-fix-close-shortcode = Close { $name }
check-fix-end-of-shortcode = Remove the end

## model/said

error-at = { $why } ({ $path })

## model/change

refusal-changed = it has changed meanwhile
refusal-gone = it is gone
refusal-taken = there is a file of this name already
refusal-outside = it is not in the site
refusal-read-only = it can only be read
refusal-unsaved = its text is not saved; save it first, or undo in the text
refusal-alone = what belongs to it was not changed
refusal-twice = another part of the change is about the same file
refusal-too-much = it is more than one change takes; narrow it by section
refusal-stopped = the change was stopped before it
refusal-picture = the picture is named there in a way that Kopij does not change
refusal-nobody-follows = no article that names it can be changed
refusal-still-named = it stays, as an article goes on naming it

## model/find

pattern-error-syntax = Not a regular expression: { $why }
pattern-error-too-large = This expression is too large

## io/journal/slot

slot-error-newer = a newer Kopij wrote this journal (version { $version })
slot-error-torn = a slot of the journal is torn
slot-error-read = a slot of the journal could not be read: { $why }

## io/process

process-error-start = { $program } cannot be started: { $why }
process-error-read = what { $program } writes cannot be read: { $why }
process-error-too-long = { $program } took longer than { $secs } s
process-error-too-much = { $program } wrote more than { $limit } bytes
process-error-cancelled = { $program } was not needed any more
process-error-failed = { $program }: { $why }

## io/history

history-error-damaged = the content of the version is damaged ({ $path })

## io/pictures

picture-error-missing = No picture at this address
picture-error-outside = Pictures are read from the site's own folders and from https only
picture-error-too-heavy = The picture is larger than { $mb } MB
picture-error-too-large = The picture has more pixels than can be shown here
picture-error-too-much = The picture is too large to show: too much is drawn in it
picture-error-too-slow = The picture is too large to show: drawing it takes too long
picture-error-no-memory = The picture is too large to show: drawing it takes too much memory
picture-error-not-shown = { $why } pictures are not shown here; a browser shows them
picture-error-left-out = Hugo leaves out what is in the text and is no PNG, GIF, JPEG or WebP picture
picture-error-broken = This is not a picture that can be read: { $why }
picture-error-unpainted = The picture could not be drawn: { $why }
picture-error-not-wanted = The picture is not needed any more
picture-error-web = The picture could not be fetched: { $why }
picture-error-read = The picture could not be read: { $why }

## io/pictures/painter/serve

serve-error-limits = the system sets no limits to the process that draws pictures: { $why }
serve-error-pipes = nobody talks to the process that draws pictures: { $why }

## io/pictures/strip

strip-kind = Nothing is cut out of files of this kind: only of JPEG, PNG, WebP and GIF
strip-malformed = The file does not follow its format to its end, so nothing is cut out of it
strip-turned = How it is turned is told beside the picture: without that it would lie on its side. Turn it in a program for pictures first
strip-nothing = It tells nothing beside the picture

## io/pictures/offer

offer-error-too-heavy = the file is larger than { $mb } MB; save it smaller first ({ $path })
offer-error-no-picture = it is no picture ({ $path })
offer-error-not-shown = { $kind } is shown by no browser, or by hardly any; save it as JPEG first ({ $path })
offer-error-broken = the file cannot be read to its end; open it in a program for pictures and save it again: { $why } ({ $path })
offer-error-taken = there are too many pictures of this name ({ $path })
offer-error-other-there = there is a cover already, which the theme takes by its name; move it away first ({ $path })
offer-error-fault = something went wrong; nothing was written ({ $path })

## io/stock

stock-error-no-key = it asks for a key
stock-error-key-refused = the key was refused
stock-error-limit = it asks for a pause
stock-error-web = { $why }
stock-error-not-understood = what it answered was not understood
stock-error-fault = something went wrong in Kopij
key-error-no-keyring = There is no keyring here
key-error-locked = The keyring is locked
key-error-silent = The keyring did not answer in time
key-error-failed = The keyring did not do it: { $why }

## io/changes

change-error-no-record = nothing was changed, because it could not be recorded: { $why }
change-error-unknown = there is no such change ({ $id })
change-error-undone = it was taken back already ({ $id })
change-error-busy = another Kopij is making this change ({ $id })
change-error-fault = a fault inside of Kopij

## io/record

record-error-other-kind = this is a record of another kind
record-error-newer = the record was made by a newer Kopij (version { $version })
record-error-torn = the record is torn

## io/beneath

beneath-error-outside = it leads out of the folder
beneath-error-not-a-file = it is no file
small-file-error-outside = it is a link that leads out of the folder ({ $path })
small-file-error-not-a-file = it is no file ({ $path })
own-error-too-large = it is larger than { $mb } MB
small-file-error-too-large = it is larger than { $mb } MB ({ $path })
small-file-error-not-text = it is no text in UTF-8 ({ $path })

## io/watcher

watch-error-limit = the system watches no more folders
watch-error-network = the folder is on another machine
watch-error-refused = the system does not watch this folder

## io/encoding

decode-error-binary = the file is not text
encode-error-character = “{ $character }” cannot be written in the encoding of the file
encode-error-misread = the text would be read back as other letters
encode-error-lossy = the file holds bytes that are no text, which would be lost

## io/store/read

read-error-missing = there is no such file
read-error-not-a-file = this is not a file
read-error-too-large = the file is larger than { $mb } MB
read-error-fault = a fault inside of Kopij

## io/store

write-error-conflict = another program changed the file
write-error-deleted = the file was deleted or moved
write-error-exists = there is a file of this name already
write-error-read-only = the file is write-protected
write-error-in-git = nothing is written into the folder of git
write-error-not-encodable = “{ $character }” cannot be written in the encoding of the file, but in UTF-8 it can
write-error-misread = in the encoding of the file the text would be read back as other letters, in UTF-8 it would not
write-error-lossy = the file holds more than is shown of it (bytes that are no text, or a very long rest), which a save would lose
write-error-busy = another Kopij is writing the file
write-error-fault = a fault inside of Kopij

## io/file_manager

show-error-no-program = Not shown: there is no program that shows folders ({ $program })
show-error-process = Not shown: { $why }

## io/workers/store

version-error-gone = the version is gone

## io/scan

open-error-read = the folder could not be read: { $why } ({ $path })
open-error-not-a-folder = this is not a folder ({ $path })
open-error-fault = a fault inside of Kopij ({ $path })

## io/settings_file

unreadable-not-utf8 = not every byte is UTF-8

## cli

cli-outside = it is a link to a file outside of the site, { $target }; --follow-links or --allow-outside writes it ({ $path })
cli-torn = a save of it was broken off, and cannot be finished ({ $path })
cli-no-home = there is no place for what Kopij keeps: { $why }
cli-no-changes = there is no change to take back ({ $root })
cli-damaged = the record of a newer change, { $damaged }, is damaged: what it changed, and where, is not known; to take back one before it, name it (`kopij undo --list`)
cli-no-file = `{ $argument }` is not KEY=VALUE, and there is no such file
cli-folder = { $path } is a folder: name the files that belong to the commit
cli-no-files = no file was given
cli-no-change = nothing to change was given
cli-not-utf8 = the value in `{ $argument }` is not written in UTF-8
cli-not-yaml = `{ $value }` is not a value in YAML; put it in quotes: { $key }='"…"'
cli-no-moment = `{ $text }` is no moment such as 2026-03-01T00:00:00Z
cli-no-equals = `{ $argument }` has no `=`
cli-no-commit = there is no commit `{ $commit }` here, or no git
cli-no-rule = there is no rule `{ $id }`; `kopij check --list-rules` lists them
cli-strip-tells = { $file }: { $what } cut out
cli-strip-more = what is not the picture
cli-other-site = it is in another site than what was named before it ({ $path })
cli-output = the output could not be written: { $why }

## cli/next

next-appears = appears
next-ends = ends

## cli/check

check-text-fix = fix: { $label }
check-text-fix-asked = possible fix: { $label }
check-text-summary = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $hints ->
    [one] 1 hint
   *[other] { $hints } hints
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
check-text-fixable = { $summary }; { $count ->
    [one] 1 can be fixed with --fix
   *[other] { $count } can be fixed with --fix
}

## app/article

not-changed-read-only = this article is read-only

## app/window

window-error-no-display = there is no graphical desktop to open a window on: neither DISPLAY nor WAYLAND_DISPLAY leads to one
window-error-no-desktop-library = a library of the desktop is missing; on Debian or Ubuntu: apt install libxkbcommon-x11-0 libx11-xcb1 libxcursor1 libxi6
window-error-no-graphics = nothing here can draw a window; on Debian or Ubuntu: apt install libegl1 libgl1-mesa-dri
window-error-other = the window could not be opened: { $why }

## the rest of these rooms

edit-error-stale = the edit was made against { $made_at }, but the text is at { $now }
edit-error-bad-range = { $range } is not a range of whole characters in a text of { $len } bytes
write-error-outside = it is outside of the site
write-error-outside-link = it is a link to a file outside of the site, { $target }

## app/update

problems-nothing-here = Nothing is wrong here
problems-text-moved-on = The text has changed since it was looked at
problems-changed = Done: { $what }
problems-undo = Undo
problems-left = Left as it is
problems-not-left = This cannot be left by a comment
problems-nothing-safe = There is nothing safe to fix
notice-settings = Settings…
notice-not-opened = Not opened: { $why }
notice-changed-since = The text has changed since; undo leads back to it
notice-not-changed = Not changed: { $why }
notice-version-back = The earlier version is back; undo returns to yours
notice-no-site-for-new = No new article: open the folder of a site first
notice-no-new-article = No new article: { $why }
notice-new-article-problem = New article: { $why }
notice-fault = Not done, by a fault inside of Kopij; everything else goes on: { $work }
notice-crash = Kopij failed and closed in the last run; unsaved text is opened again. A report for its makers is there ({ $path })
notice-save-finished = A save that was broken off has been finished ({ $path })
notice-save-foreign = A save was broken off, and another program wrote the file since; what it held before is among its earlier versions ({ $path })
notice-save-damaged = A save was broken off and the file is damaged; it could not be finished: { $why } ({ $path })
find-replaced = { $count } replaced
notice-left-no-text = A save that was broken off left a file that is no text ({ $path })
notice-remove = Remove it
recovered-left-behind = Left behind
recovered-damaged = Damaged
recovered-another = Another window
notice-moved = Another program moved “{ $title }” ({ $path })
notice-outside-folders = The settings of this site name folders outside of it. They are left out until you allow that articles are read and written there ({ $folders })
notice-allow = Allow
notice-picture-not-added = Picture not added: { $why }
notice-picture-kept = Not made the picture of the article: { $why }. Its file is there: { $path }
notice-cover-not-removed = The cover was not taken out: { $why }
notice-cover-removed = The cover is out of the article; its file stays
notice-undo = Undo
picture-web-off = Pictures from the web are turned off in the settings
notice-no-picture = Not taken: it is no picture ({ $path })
notice-no-cover = The article has no cover
notice-key-not-forgotten = The key was not forgotten: { $why }
picture-article-closed = the article is closed
picture-article-moved = the article lies elsewhere by now
picture-no-dialog = There is no file dialog on this desktop: choose a picture of the site, or type a path
picture-no-folder = the theme takes covers by the name of their file beside the article; give the article a folder of its own first (index.md)
picture-by-name = the theme takes the cover by the name of its file beside the article; choose a file for it
picture-moves = it moves, and has to be encoded anew: it would stand still
notice-settings-not-saved = Settings not saved: { $why }
notice-not-saved = Not saved: { $why }
notice-not-saved-at = Not saved: { $why } ({ $path })
not-saved-merging = changes from the disk are being merged; save again
not-saved-changed = another program changed the file; choose whose text stays
not-saved-deleted = the file is gone; choose where the text is to be
notice-folder-not-opened = Folder not opened: { $why }
notice-two-windows = “{ $name }” is open in another window too. Each window keeps its own unsaved text; what one of them saves, the other takes over or asks about
notice-polled = Changes by other programs are seen within ten seconds, not at once: { $why } ({ $path })
notice-many-changed = { $count } files changed on disk; the list and the open articles follow
notice-no-misspelled = No misspelled word
notice-commit-not-read = The last commit cannot be read: { $why }
notice-version-not-read = The version cannot be read: { $why }
notice-not-protected = Unsaved text is not protected against a crash: { $why }
notice-newer-text = Unsaved text of a newer Kopij (version { $version }) was left alone ({ $path })
damaged-in-part = what can be read of it is open
damaged-whole = nothing of it can be read
notice-another = Two windows had unsaved text of one article: the other text is open too, and all of it is kept ({ $path })
notice-another-of = Two windows had unsaved text of { $name }: the other text is open too, and all of it is kept ({ $path })
notice-damaged = Unsaved text was damaged on the disk; { $what }, and all of it is kept ({ $path })
notice-damaged-of = Unsaved text of { $name } was damaged on the disk; { $what }, and all of it is kept ({ $path })
notice-not-read-again = Not read again: { $why }
notice-no-copy = No copy saved: { $why }
notice-saved-as = Your text is saved as { $name }
notice-open = Open

## cli, main

cli-may-be-allowed = { $folder }; --allow-outside reads it
cli-no-key = there is no `{ $key }` ({ $path })
cli-as-text = { $path } is over 5 MB, or has more markup than a page is made of: its text is printed as it is written
cli-check-head-alone = { $path } is over 5 MB, or has more markup than people write: its head alone was looked at
cli-head-left-out = The front matter of { $path } is left out: { $why }
change-fix-findings = Put right what was found
change-strip = Cut out what pictures tell
change-set-keys = Set { $keys }
cli-left-behind = a broken-off save left what no other file holds; Kopij's window shows it ({ $path })
cli-save-finished = a save that was broken off is finished now ({ $path })
cli-save-foreign = a save was broken off, and another program wrote the file since; what it held is among its earlier versions ({ $path })
cli-save-damaged = a save was broken off and cannot be finished: { $why } ({ $path })
cli-trouble = { $why } ({ $path }, line { $line })
main-no-home = the user's folders could not be found
main-no-such = no such file or folder: { $path }
main-no-sample = the sample site could not be written

## io/workers

job-clipboard = Reading the clipboard
job-commit = Reading the last commit of { $path }
job-show = Showing { $path }
job-dialog = A dialog
job-merge = Merging changes from the disk
job-compare = Comparing two texts
job-open = Opening { $path }
job-list = Reading the list of articles
job-learn = Learning the form
job-sweep = Looking for broken-off saves
job-follow = Watching the open articles
job-recover = Finding unsaved text of the last run
job-keep = Keeping unsaved text
job-forget = Forgetting saved text
job-discard = Putting unsaved text aside
not-kept-others = Unsaved text of another window was left where it is: { $why }
not-kept-clear = The journal of unsaved text could not be cleared: { $why }
not-kept-unread = Unsaved text of the last run cannot be read: { $why }
job-picture = Showing { $address }
job-parse = Reading a long text for the preview
job-colour = Colouring { $language }
job-find = Finding in the text
job-find-in-site = Finding in the site
job-check = Look at all articles
job-check-text = Looking at what is written
job-spelling = Checking the spelling
job-dictionaries = Looking for dictionaries
job-suggest = Suggesting for “{ $word }”
job-add-word = Adding “{ $word }” to the dictionary
not-kept-word = The word “{ $word }” was not added to the dictionary: { $why }
job-save = Saving { $path }
job-save-copy = Saving a copy of { $path }
job-keep-version = Keeping an earlier version of { $path }
job-versions = Reading earlier versions of { $path }
job-guard = Guarding the site
job-look = Reading { $path } again
job-find-moved = Finding a moved article
job-change = Changing files
job-stop-change = Stopping a change
job-finish-change = Finishing a change that was broken off
job-find-broken-off = Looking for changes that were broken off
job-put = Writing a picture to { $path }
job-create = Making { $path }
job-settings = Saving the settings
not-kept-settings = The settings were saved; what was there could not be read and is kept aside ({ $path })
not-kept-version = The text was not put among the earlier versions: { $why }
not-kept-before = The version before this save was not kept: { $why }
job-put-off = What was put off
fault = a fault inside of Kopij

## model/site/headline: whether readers see an article, in one line

headline-public = Public
headline-public-at = Public at { $address }
headline-unlisted = Public, but in no list: build.list is { $value }
headline-draft = Draft: not on the site
headline-section-hidden = Draft: its section is not published
headline-draft-above = Draft: cascade in { $above } says so
headline-draft-of-site = Draft: cascade of the whole site says so
headline-scheduled = Scheduled: on the site with the first build after { $at }, { $within } ({ $place })
headline-scheduled-somewhen = Scheduled: its date lies ahead
headline-in-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
headline-in-hours = { $count ->
    [one] in 1 hour
   *[other] in { $count } hours
}
headline-in-minutes = within the hour
headline-expired = Expired since { $at }
headline-never = Never on the site: it expires before it begins
headline-no-page = Not a page: { $why }
headline-stops = Stops the build of the whole site: { $why }
headline-other-stops = Public at { $address }, but { $other } stops the build of the whole site
headline-one-of-two = Two articles want { $address }: this one and { $other }
headline-unknown = Not known: { $why }
headline-also = also: { $why }
headline-and = { $before }; { $also }
headline-timer = the site is built by itself ({ $timer })
headline-no-timer = nothing builds it then: { $workflow } runs only when something is pushed
headline-publish = Publish
headline-publish-this = Publish this one
headline-publish-now = Publish now
headline-publish-today = Publish with today’s date
headline-copy-address = Copy address
headline-show = Show
headline-go-there = Go there
headline-more = More for this article
headline-change-slug = Change the slug…

## model/site/status

status-stops-build = stops the build of the whole site: { $why }
status-unknown = not known: { $why }
status-no-page = not a page: { $why }
status-draft = a draft
status-draft-of-site = a draft: `cascade` of the whole site says so
status-draft-above = a draft: `cascade` of { $above } says so
status-expires-first = it expires before it begins
status-expired = its last day is over
status-ahead = its date lies ahead
status-section-hidden = its section is not published
status-unlisted = in no list: `build.list` says so
no-page-in-bundle = a file of the bundle { $folder }
no-page-not-rendered = `{ $key }` says so
no-page-outside = outside of the content
no-page-hidden = its name hides it
no-page-ignored = left out by `ignoreFiles`
no-page-other-kind = no kind of file that is made into a page
no-page-language-off = in a language that is off
no-page-in-home = a file of the home page, which `index.md` at the top of the content makes of all others
no-page-other-index = `index.md` and `_index.md` are side by side, and the other one counts
no-page-double = another file is taken in its place: { $first }
no-page-twin = { $other } has its key, and is not built: Hugo makes neither
no-page-kind-off = pages of its kind are off
no-page-no-html = `outputs` have no HTML
no-page-not-in-segment = not in the segments that are built

## model/change

wish-replace = Replace “{ $found }” with “{ $new }”
wish-rename = Rename “{ $name }” to “{ $new }”
wish-duplicate = Duplicate “{ $name }”
wish-to-bin = Move “{ $name }” to the recycle bin
wish-undo = Undo
wish-fix = Put right what no reader sees
wish-leave-off = Turn { $rule } off in the whole site
wish-move-picture = Move “{ $name }” to “{ $folder }”
wish-replace-picture = Replace “{ $name }” with “{ $new }” everywhere
wish-strip-picture = Remove what “{ $name }” tells
wish-left-off = This rule is off in the whole site now (kopij.toml)
wish-leave-off-unread = kopij.toml cannot be read as it is

## model/schema

kind-switch = a switch
kind-number = a number
kind-date = a date
kind-text = a text
kind-list = a list
kind-groups = a list of groups
date-day = a day without a time
date-local = a time without an offset
date-utc = a time in UTC
date-offset = a time with an offset
label-author = Author
label-authors = Authors
label-categories = Categories
label-cover = Cover
label-picture = Picture
label-alt = Alt text
label-caption = Caption
label-no-name = (no name)
label-below = { $above } › { $name }
overrides-problem = { $file }: { $why }
overrides-not-known = `{ $key }` is not known
overrides-no-table = `{ $key }` should be a table
overrides-not-understood = `{ $name }` of `{ $key }` is not understood

## model/recovery, version

verdict-dirty = not saved
verdict-saved = saved
verdict-conflict = file changed since
verdict-missing = file is gone
verdict-broken-off = from a broken-off save
verdict-damaged = a letter may be wrong
verdict-another = typed in another window
version-today = Today, { $time }
version-yesterday = Yesterday, { $time }
version-moment = { $at }
version-commit = { $moment } · { $subject }
weight-kilobytes = { $count } kB
weight-megabytes = { $whole }.{ $tenth } MB

## io

bin-only-you = it is in the recycle bin, and only you can put it back from there
dialog-folder = Open the folder of a site
dialog-picture = Choose a picture
dialog-pictures = Pictures
site-no-file = Not read, as it is no file of the site: { $path }
site-file-unread = Not read: { $why }
site-settings-unread = Settings of the site not read: { $why }
site-settings-unread-at = Settings of the site not read: { $why } ({ $path }, line { NUMBER($line, useGrouping: "false") })
site-settings-at = { $why } ({ $path }, line { NUMBER($line, useGrouping: "false") })
settings-unreadable = The settings could not be read: { $why }; { $kept }. No pictures are fetched from the web and no file outside of a site is written until you say so again
settings-unknown = No pictures are fetched from the web until you say so again: nobody knows what these settings are, and one of them may have said it: { $keys } ({ $path })
session-unreadable = What was open the last time could not be read: { $why }; { $kept }
unreadable-empty = the file is empty
unreadable-leads-nowhere = it is a link that leads to nothing
settings-kept-aside = it is kept aside ({ $path })
settings-not-moved = it could not be moved aside, and no settings are saved: { $why } ({ $path })
picture-such-avif = Such AVIF
picture-moving-avif = Moving AVIF
picture-none-in-it = there is no picture in it
picture-ends-early = it ends early
web-nothing = there is nothing at this address
web-answered = the server answered { $code }
web-no-host = there is no such host, or no network
web-time = the server did not answer in time
web-large = it is larger than 10 MB
web-no-connection = there is no connection to the server
picture-no-svg = it is no SVG picture
picture-no-sense = what drew it made no sense
picture-reader-fault = what reads it has a fault
change-not-closed = the record of the change is not closed: { $why }
change-no-versions = the versions before are not among the earlier ones: { $why }
change-not-in-bin = it is not in the recycle bin
change-undo-of = Undo: { $title }
bounds-left-out = “{ $named }” is outside of the site, and is left out ({ $place })
ignored-unread = Not read, so it leaves nothing out: { $why }
ignored-unread-git = Not read, so what it leaves out is not: { $why }
ignored-unread-at = Not read, so it leaves nothing out: { $why } ({ $path })
ignored-too-many = There are more than { $count } patterns of what is left out; the others are not read ({ $path })
ignored-too-much = The patterns of what is left out cost too much from line { $line } on; they are not read ({ $path })
ignored-odd = { $count ->
    [one] Not read, so it leaves nothing out: line { $line }, which is longer than { $most } letters or has braces within braces ({ $path })
   *[other] Not read, so they leave nothing out: { $count } lines that are longer than { $most } letters or have braces within braces, the first of them line { $line } ({ $path })
}
store-other-readers = others could read the new file than could read the old one
version-last-commit = Last commit

## model/site

site-many-languages = only the first { $count } languages are read
site-default-language = `defaultContentLanguage` is “{ $language }”, which is not in `languages`
site-no-zone = “{ $name }” is no time zone
site-mount-target = the target of a mount, “{ $target }”, is none of the folders that Hugo knows
site-mount-key = Hugo { $version } no longer takes `{ $key }` of a mount
site-permalinks-by-kind = Hugo { $version } has no `permalinks` by kind
site-permalink-no-pattern = an entry of `permalinks` has no `pattern`
site-permalink-token = `{ $token }` in “{ $written }” is not known to Hugo { $version }
site-cascade-language = Hugo { $version } no longer takes `cascade.target.lang`
site-newer-than-known = Hugo { $least } or newer is wanted, but the site is read as Hugo { $version } reads it
site-git-dates = dates of commits (`:git`) are not read: dates and addresses may be others
site-newer-wanted = Hugo { $least } or newer is wanted, but { $version } is pinned
site-no-repository = `enableGitInfo` is on, but the site is in no repository
site-no-segments = Hugo { $version } has no `--renderSegments`
site-many-themes = only the first { $count } themes are read
site-no-theme = the theme “{ $name }” is not in the site
site-no-expression = “{ $text }” is no regular expression
site-must-be = `{ $key }` must be { $wanted }
site-a-table = a table
site-a-text = a text
address-host = `url` must not name a host: { $url }
address-token = `{ $token }` in `url` is not known
site-is-none = the folder is no site
site-of-other = the site is one of { $name }
page-org = the keys of an `.org` file are not read
page-ending = Hugo { $version } takes no `.{ $ending }` as content unless `security.allowContent` says so
page-old-build = Hugo { $version } no longer takes `_build`: it is `build`
page-must-be-table = `{ $key }` must be a group of keys: Hugo builds nothing
page-no-format = `outputs` names “{ $name }”, which is no output format: Hugo builds nothing
page-alias-of-web = an alias is an address within the site, not “{ $alias }”: Hugo builds nothing
page-no-date = `{ $key }` is no date to Hugo: { $written }
page-one-of-two = { $other } has its key too, and Hugo takes either of them
date-there = { $moment } in { $place }
table-heading = Heading
typefaces-not-there = The typeface { $family } is not installed; the usual one is shown

## model/markdown/format/complete

complete-heading = Heading
complete-subheading = Subheading
complete-heading-4 = Heading of the fourth level
complete-bullets = List with bullets
complete-numbers = List with numbers
complete-task = Task
complete-quote = Quote
complete-code = Block of code
complete-table = Table
complete-rule = Line across

## ui/panels/path_box

path-box-folder = Open the folder of a site
path-box-why = This system shows no file dialog (on Linux it needs a portal or zenity). Type the path instead.
path-box-path = Path
path-box-hint = /home/…
path-box-take = Use this path
path-box-cancel = Cancel
path-box-not-whole = “{ $path }” is no file of the site, and no whole path

## ui/panels/pictures

pictures-title = Pictures of the site
pictures-words = Words of the path, or a path or address
pictures-hint = Words, a path on this computer, or an address
pictures-none = No pictures here yet. Type the path of one, or an address.
pictures-none-found = No picture has these words in its path
pictures-place = A path or an address: Enter takes the picture that is there
pictures-take = Use this picture
pictures-choose = Choose a file…
pictures-find-photo = Find a photo…
pictures-cancel = Cancel

## ui/panels/picture_sheet

picture-sheet-title = Use this picture
picture-sheet-title-text = Picture in the text
picture-sheet-looking = Looking at it…
picture-sheet-alt = What does this picture show?
picture-sheet-caption = Caption (optional)
picture-sheet-removed = Left out of the file: { $what }
picture-sheet-location = location
picture-sheet-camera = camera
picture-sheet-words = words
picture-sheet-turned = Turned upright
picture-sheet-unsearched = Nobody looked whether it tells where it was taken
picture-sheet-beside = Goes beside the article
picture-sheet-below = Goes beside the article, to { $folder }
picture-sheet-goes = Goes to { $folder }
picture-sheet-twin = This picture is in the site already: { $path }
picture-sheet-use-twin = Use that one
picture-sheet-use = Use it
picture-sheet-insert = Insert
picture-sheet-decoration = Decoration, no alt text
picture-sheet-as-it-is = As it is: { $wide } × { $high } · { $weight }
picture-sheet-smaller = Smaller: { $wide } × { $high } · { $weight }
picture-sheet-weighing = Smaller: being made…
picture-sheet-pasted = Pasted
picture-sheet-cancel = Cancel
picture-sheet-proposed = From { $provider }; it may be in another language than the article
picture-sheet-asks-credit = { $license } asks that its maker is named: add a caption, or name them in the text

## ui/panels/stock

stock-title = Find a photo
stock-search = Search
stock-hint = What is to be seen
stock-words = Words to look for
stock-any = Any shape
stock-wide = Wide
stock-tall = Tall
stock-square = Square
stock-nothing-yet = Nothing is asked before you search
stock-searching = Searching…
stock-searching-more = Getting more…
stock-none = No photos were found. Other words, another shape or another service may have some.
stock-count = { $count ->
    [one] One photo
   *[other] { $count } photos
}
stock-by = By { $name }
stock-pixels = { $wide } × { $high } pixels
stock-alt = Alt text
stock-caption = Caption
stock-habit = As { $seen } of the { $of } newest captions are
stock-asks-credit = This licence asks that its maker is named
stock-open-page = Open its page
stock-use-as-cover = Use as cover
stock-use-in-text = Insert in the text
stock-cancel = Cancel
stock-provided = Photos provided by { $provider }
stock-sent = The words you search are sent to { $provider }
stock-limit = { $provider } lets you search again at { $time }
stock-offline = { $provider } was not reached: { $why }
stock-not-taken = This photo was not taken: { $why }
stock-answered = { $provider } does not answer as it should (code { $code }). Try it later, or search another service.
stock-not-understood = What { $provider } answered was not understood. It may have changed; another service may answer.
stock-key-why = { $provider } asks for a key of your own. It is free, and stays on this computer.
stock-key-get = Get a key…
stock-key = Key of { $provider }
stock-key-hint = Paste the key
stock-key-keep = Keep
stock-key-keeping = Keeping it…
stock-key-refused = { $provider } refused the key
stock-key-memory = Keep until Kopij closes
stock-key-file = Keep in a file only you can read
stock-key-of-environment = The key is that of the environment
stock-key-in-keyring = The key is in your keyring
stock-key-in-memory = The key is kept until Kopij closes
stock-key-in-file = The key is in a file that only you can read
stock-key-forget = Forget it
picture-save-first = Save the article first: its pictures are kept beside it

## io/workers/aside

job-targets = Looking for files to link to
job-look-picture = Looking at a picture
job-look-pictures = Looking at the pictures of the site
job-make-smaller = Making a picture smaller
job-web-page = Making a web page
job-names = Counting the names of the site
job-typefaces = Reading typefaces
picture-no-file = There is no file { $address }

## io/git

git-elsewhere = The git repository in { $folder } says that its files are in { $tree }: nothing is read of it
git-waits = git was not asked, as it would wait or take all memory: this is a pipe or a device, or far too large ({ $path })
git-odd = git wrote what was not asked for: { $about }

## model/git/commit

commit-no-repository = { $path } is in no git repository
commit-apart = { $path } is in another repository than the others
commit-during-merge = Another program has begun to merge and is not done: finish that there first, in a terminal with `git merge --continue`
commit-during-other = Another program has begun something with earlier commits and is not done: finish that there first; in a terminal `git status` says how
commit-conflict = Two sides changed { $path }, and it was not said yet which is right: finish that first
commit-no-branch = This commit would be on no branch
commit-locked = Another program is using git here. Try again when it is done
commit-no-name = git does not know your name and address yet
commit-ignored = { $path } is to be left out of git, by { $by }, line { $line }
commit-overlooked = git was told to look away from changes of { $path }
commit-no-message = A commit needs a message
commit-nothing = Nothing is to be committed: all is as in the last commit
commit-programs = A commit in this repository runs programs that came with it: { $names }
commit-needs-filter = { $path } cannot be committed without a program that came with the repository
commit-refused = The commit was refused by a program of the repository: { $words }
commit-cancelled = The commit was cancelled
commit-failed = { $words }
commit-torn = { $words } What git was told of new files could not be taken back: { $why }
uncommit-not-last = It is not the last commit any more
uncommit-pushed = It was pushed: others may have it

## model/git/difference

change-yes = yes
change-no = no
change-publishes = this publishes the article
change-takes-back = this takes the article off the site
change-paragraphs = { $count ->
    [one] { $count } paragraph changed
   *[other] { $count } paragraphs changed
}
change-paragraphs-new = { $count ->
    [one] { $count } new paragraph
   *[other] { $count } new paragraphs
}
change-paragraphs-gone = { $count ->
    [one] { $count } paragraph removed
   *[other] { $count } paragraphs removed
}

## model/git/message

message-add = Add “{ $title }”
message-delete = Delete “{ $title }”
message-move = Move “{ $title }” to { $to }
message-publish = Publish “{ $title }”
message-unpublish = Unpublish “{ $title }”
message-change = “{ $title }”: { $what }
message-cover = new cover
message-text = text

## cli/repository

commit-added = A program of the repository put { $path } into the commit
commit-refused-below = The commit was refused by a program of the repository, which says:
cli-allow-programs = To run them: --allow-programs; to commit without them: --without-programs
cli-add-ignored = To commit it all the same: --add-ignored
cli-on-no-branch = To commit all the same: --on-no-branch
cli-no-name = Tell it: git config user.name "Your Name"; git config user.email you@example.org
changes-no-branch = on no branch
changes-not-pushed = { $count } not pushed
changes-text = Text
changes-with-it = With it: { $files }
changes-left = { $staged ->
    [0] { $count ->
        [one] Left alone: { $count } other change
       *[other] Left alone: { $count } other changes
    }
   *[other] { $count ->
        [one] Left alone: { $count } other change, put aside for a commit by another program
       *[other] Left alone: { $count } other changes ({ $staged } put aside for a commit by another program)
    }
}
changes-new = new
changes-changed = changed
changes-moved = moved
changes-deleted = deleted
changes-conflict = changed on two sides
changes-none = none
changes-order = in another order

## ui/panels/changes

changes-changes = Changes
changes-close = Close
changes-files = { $count ->
    [one] { $count } changed file
   *[other] { $count } changed files
}
changes-reading = Reading what changed…
changes-as-committed = Nothing changed since the last commit
changes-moved-from = Was at { $from }, is at { $to }
changes-staged-in-part = A part of this article was put aside for a commit by another program: the whole file is committed
changes-revert = Revert
changes-revert-field = Revert { $field }
changes-revert-paragraph = Revert change { $number } of the text
changes-with-it-heading = With it
changes-others = Also changed, not in this commit unless you tick it
changes-show-left = Show
changes-hide-left = Hide
changes-take-along = Commit { $path }
changes-open = Look at it
changes-open-it = Look at { $path }
changes-message = What the commit says
changes-message-hint = What did you change?
changes-commit = Commit
changes-push = Push…
changes-get-latest = Get the latest
changes-committing = Committing…
changes-programs-run = Programs of the repository are running… { $line }
changes-stop = Stop
changes-characters = { $count } characters
changes-programs = A commit in this repository runs programs that came with it:
changes-program = { $kind } { $name }: { $command }
changes-a-hook = hook
changes-a-filter = filter
changes-a-setting = setting
changes-run-programs = Run them
changes-without-programs = Commit without them
changes-refused = A program of the repository refused the commit. It says:
changes-failed = There is no commit. git says:
changes-skip-hooks = Commit without asking it
changes-all-the-same = Commit all the same
changes-add-ignored = Commit it all the same
changes-leave-ignored = Leave it out
changes-again = Try again
changes-dismiss = Not now
changes-your-name = Your name
changes-your-address = Your e-mail address
changes-name-here = For this site
changes-name-everywhere = For all sites

## app/layout/changes

changes-warnings = { $count ->
    [one] { $count } warning: { $why }
   *[other] { $count } warnings, the first: { $why }
}

## app/update/git

changes-site-is-read = The site is being read
changes-no-git = There is no git repository here, or git is not installed
changes-undone = The commit was taken back; your text is as it is
changes-not-undone = The commit was not taken back: { $why }
changes-committed = Committed: { $subject }
changes-committed-more = { $count ->
    [one] Committed: { $subject } (a program of the repository added a file)
   *[other] Committed: { $subject } (programs of the repository added { $count } files)
}
changes-undo = Undo
changes-opened-first = The article is opened, to be changed there

## io/workers/git

job-git-push = pushing
job-git-latest = getting the latest
job-git-status = reading what changed
job-git-propose = looking what changed in { $path }
job-git-commit = a commit
job-git-undo = taking a commit back
job-git-name = keeping your name for commits
git-lost = Kopij failed at it

## io/workers/in_site

job-in-site-open = showing the site in the browser
job-in-site-stage = showing what is typed in the site
job-in-site-stop = ending the site in the browser
job-stock-search = searching at { $provider }
job-stock-take = getting a photo of { $provider }
job-stock-keys = keeping the keys of photo services
job-stock-credit = learning how photos are credited

## model/stage

stage-no-hugo = Hugo is not installed, and only Hugo can show the page as your theme makes it. Install it (gohugo.io/installation, or your system’s package “hugo”), and try again; all else works without it
stage-old-hugo = Hugo { $version } is installed; to show the page in your theme it takes { $oldest } or newer (gohugo.io/installation)
stage-not-begun = Hugo would build nothing with this text: { $held }
stage-no-page = Hugo makes no page of this article
stage-no-answer = Hugo ends or says nothing, and not why
stage-failed = The site cannot be shown: { $why }
stage-theme = The theme failed at { $path }, line { NUMBER($line, useGrouping: "false") }: { $why }
stage-no-field = there is no “{ $name }” in a { $of }
stage-held = line { NUMBER($line, useGrouping: "false") }: { $why }
stage-needs-run = The theme wants to run “{ $name }” on your machine
stage-needs-fetch = The theme wants to fetch { $address } from the web
stage-needs-variable = The theme wants to read the variable { $name } of your machine

## app/update/in_site

in-site-no-hugo-site = Only a site of Hugo can be shown in its theme
in-site-is-read = The site is still being read: try again in a moment
in-site-not-found = Not found in the text: the theme or a shortcode made it
in-site-allow = Allow for this site
in-site-whole = Show it the whole site
in-site-opening = Opening the page in the browser…

## model/git/server

server-none = No server is set for this branch: `git push -u origin HEAD`, once in a terminal, sets one
server-behind = The server has newer commits than are here: get the latest first
server-both-changed = Both sides changed these files, so nothing was changed here: { $paths }
server-not-committed = These files were changed on the server too, and are not committed here yet, so nothing was changed: { $paths }
server-cancelled = It was cancelled
server-programs = Programs that came with this repository may run for that: { $names }

## app/update/server

server-nothing = There is nothing to push
server-pushing = Pushing…
server-getting = Getting the latest…
server-pushed = Pushed
server-get = Get the latest
server-up-to-date = All that others handed in is here
server-got = { $count ->
    [one] Got { $count } commit of others
   *[other] Got { $count } commits of others
}

## ui/panels/push

push-title = { $count ->
    [one] Push { $count } commit to { $server }?
   *[other] Push { $count } commits to { $server }?
}
push-readers = Where the site is built from there, readers see it after that.
push-do = Push
push-cancel = Not now
