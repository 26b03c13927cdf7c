-- What both handouts share: title, running header and footer, identity strip, main message, contacts,
-- the check at the end of the visit. Sizes and places are the theme's; here stands what and in which
-- order (HANDOUT specification, section 5).

local dates = require "lib.dates"
local people = require "lib.people"
local theme = require "lib.theme"

local page = {}

local LONGEST_TITLE_LINE = 48 -- characters, in the title's size

-- Spaces that are not folded: between things on one line that are not one sentence.
local WIDE_SPACE = "\u{a0}\u{a0}\u{a0} "

local LOGO_HEIGHT = 28 -- points, at most: 10 mm, hardly more than the line of the title

-- A header line holds so much, and no less is left between its two texts.
local HEADER_PT, HEADER_GAP_PT = 493, 14

-- The frame of a figure in large print, as wide as the page; nil for the usual frame.
--   height_pt   220 unless given
function page.figure_frame(patient, height_pt)
  return patient.large_print and { width = 493, height = height_pt or 220, label_pt = 18 } or nil
end

local function join_header(parts)
  return table.concat(parts, "\u{a0}\u{a0}·\u{a0}\u{a0}")
end

-- Widths of letters in em, a little more than a face's own: the tree must be the same whatever the
-- handout is printed as, and a text file has no faces.
local function estimated_em(code)
  local letter = code < 128 and string.char(code) or ""
  return (letter:find "[%s%p fijlrtI1]" or code == 0xa0 or code == 0xb7) and 0.34
    or letter:find "[mwMW]" and 0.86 or letter:find "%u" and 0.66 or code > 0x2e80 and 1 or 0.55
end

local ems = {} -- by letter, those met so far
footnote.prepare(function()
  for code = 32, 126 do
    ems[code] = estimated_em(code)
  end
end)

local function estimated_width(text, size)
  local em = 0
  for _, code in utf8.codes(text) do
    ems[code] = ems[code] or estimated_em(code)
    em = em + ems[code]
  end
  return em * size
end

local function header_fits(left, parts, size)
  local widest = join_header(parts):gsub("{pages?}", "10")
  return estimated_width(left, size) + estimated_width(widest, size) + HEADER_GAP_PT <= HEADER_PT
end

-- Name, date and page for the header's right. A line may lack room for all: the name is shortened to
-- its first word, then the date goes (it then stands in the identity strip), then the name, which
-- stands there anyway.
local function header_parts(patient, clinic, lefts)
  local parts = { words("strip.page", { page = "{page}", pages = "{pages}" }) }
  local name, date = people.header_name(patient), dates.long(footnote.handout.date)
  table.insert(parts, 1, date)
  if name ~= "" then
    table.insert(parts, 1, name)
  end
  local date_moves, size = false, theme.choose(patient, clinic).header[1]
  for _, left in ipairs(lefts) do
    if name ~= "" and parts[1] == name and not header_fits(left, parts, size) then
      parts[1] = name:match("^%S+")
    end
    while #parts > 1 and not header_fits(left, parts, size) do
      table.remove(parts, date_moves and 1 or #parts - 1)
      date_moves = true
    end
  end
  return parts, date_moves
end

-- One sheet; in large print as many pages as the script says. Where they don't hold all (rule S18),
-- what has a place in this order is left out, the first one first; the rest never is: what to do, when
-- to stop, whom to call, the sources. The last ones are only moved (to the page that is torn off).
local MOST_PAGES = 2
page.DROP = {
  background_more = 1, glossary = 2, goal = 3, second_week = 4, other_treatments = 5, chart = 6,
  background = 7, about_in_front = 8, about_line = 9, what_else = 10,
}

-- A document with the running header and footer of the two handouts, in the theme that the patient
-- needs or the clinic has chosen.
--   options: title, short_title (wording keys), large_pages; blocks in the list part
function page.document(patient, clinic, options)
  local parts, date_moves = header_parts(patient, clinic, { clinic.name, words(options.short_title) })
  local whole = {
    title = words(options.title),
    theme = theme.choose(patient, clinic),
    short_title = words(options.short_title),
    lang = patient.language,
    paper = patient.paper or clinic.paper,
    header_left_first = clinic.name,
    header_left = words(options.short_title),
    header_right = join_header(parts),
    footer_left = words("strip.handout", {
      code = footnote.handout.code,
      version = clinic.version,
      review_by = dates.month_year(clinic.review_by),
    }),
    footer_right = has "strip.draft" and words("strip.draft") or clinic.example and words("strip.example")
      or "",
    author = clinic.name,
    subject = footnote.handout.code,
    fit = { pages = patient.large_print and options.large_pages or MOST_PAGES, rule = "S18" },
    page.title_line(clinic, options, patient.large_print),
    page.identity(patient, clinic, date_moves),
  }
  for _, block in ipairs(options) do
    if block then -- false: a block that this patient does not need
      whole[#whole + 1] = block
    end
  end
  return document(whole)
end

-- A long title breaks behind its colon rather than anywhere.
function page.title(text)
  local first, rest = text:match("^(.-:) (.+)$")
  if not first or utf8.len(text) < LONGEST_TITLE_LINE then
    return { level = 1, text }
  end
  return { level = 1, first, line_break(), rest }
end

-- Whether there is a logo to print. One that can't be read is told: the clinic's name stands in the header
-- all the same.
function page.has_logo(clinic)
  if not clinic.logo then
    return false
  end
  local fine, why = footnote.picture(clinic.logo)
  if not fine then
    footnote.warn("logo", "the page has none: " .. why)
  end
  return fine or false
end

-- The title; in a clinic that has a logo the short one, with the logo beside it. In large print the short
-- one, of one line, so that the box that says when to stop stands on page 1.
function page.title_line(clinic, options, is_large)
  local has_logo = page.has_logo(clinic)
  if not has_logo and is_large then
    return heading { level = 1, words(options.short_title) }
  elseif not has_logo then
    return heading(page.title(words(options.title)))
  end
  return band {
    split = { 9, 3 },
    { heading { level = 1, words(options.short_title) } },
    { figure { picture = clinic.logo, height = LOGO_HEIGHT, align = "right", alt = clinic.name } },
  }
end

-- In large print labels and values share a line of this width, with this between them.
local IDENTITY_PT, IDENTITY_GAP_PT = 493, 30

-- Long names in large print: each label and value as one text, as wide as the page, or they would take
-- the room of the box that says when to stop.
local function identity_lines(labels, values)
  local parts = {}
  for i, label in ipairs(labels) do
    table.move({ i > 1 and line_break() or "", label .. " ", values[i][1] }, 1, 3, #parts + 1, parts)
  end
  return group { rule(), para(parts), rule() }
end

-- Whose sheet this is and who gave it: labels over values.
--   with_date   the handout's date too, where the header has no room for it
function page.identity(patient, clinic, with_date)
  local labels, values, label_pt, value_pt = {}, {}, 0, 0
  local function add(label, text)
    if patient.large_print then
      label_pt = math.max(label_pt, footnote.text_width(label, { size = 18 }))
      value_pt = math.max(value_pt, footnote.text_width(text, { size = 18, bold = true }))
    end
    labels[#labels + 1] = label
    values[#values + 1] = { bold { value(text) } }
  end
  local name = people.printed_name(patient)
  if name and patient.large_print then -- a line less
    add(words("strip.for"), words("strip.name_and", { name = name, born = people.born_in_words(patient) }))
  elseif name then
    add(words("strip.for"), name)
    add(people.born(patient))
  end
  local given_by = patient.clinician_name .. ", " .. people.role(patient)
  if with_date and patient.large_print then -- a line less here too
    given_by = given_by .. ", " .. dates.long(footnote.handout.date)
  end
  add(words("strip.clinician"), given_by)
  if not patient.large_print then -- there it stands in the box that says when to call
    add(words("strip.phone"), clinic.phone)
  end
  if with_date and not patient.large_print then
    add(words("strip.date"), dates.long(footnote.handout.date))
  end
  if label_pt + IDENTITY_GAP_PT + value_pt > IDENTITY_PT then
    return identity_lines(labels, values)
  end
  local columns = {}
  for i = 1, #labels do
    columns[i] = {} -- as wide as the words ask
  end
  return table_of {
    style = "identity",
    columns = columns,
    head = labels,
    rows = { values },
    summary = words("strip.summary"),
  }
end

-- The box at the top: one or two lines.
function page.main_message(...)
  local lines = {}
  for i, sentence in ipairs { ... } do
    if i > 1 then
      lines[#lines + 1] = line_break()
    end
    lines[#lines + 1] = sentence
  end
  lines.role = "main"
  return box { kind = "main", label = words("label.main"), para(lines) }
end

-- The clinic's page as a code beside the numbers, where its address is one that a code may lead to.
local function with_code(lines, clinic)
  local numbers = para(lines)
  if not clinic.url:find("^https://") then
    return numbers
  end
  local code = qr { clinic.url, words = false, align = "right" }
  return band { split = { 7, 5 }, { numbers }, { code } }
end

-- Who to call, half a page wide, and the next visit: one line with the numbers, or below them, with
-- what to bring (an inline node).
function page.contacts(clinic, patient, what_to_bring)
  local lines = { role = "note" }
  for _, line in ipairs { { "call.day", clinic.phone }, { "call.night", clinic.out_of_hours },
    { "call.emergency", clinic.emergency },
    not what_to_bring and { "call.visit", dates.diary(patient.follow_up_date) } or nil } do
    lines[#lines + 1] = words(line[1]) .. " "
    lines[#lines + 1] = bold { value(line[2]) }
    lines[#lines + 1] = line_break()
  end
  lines[#lines + 1] = value((clinic.url:gsub("^https://", "")))
  return section {
    title = words("heading.call"),
    required = true,
    with_code(lines, clinic),
    what_to_bring and para {
      role = "note",
      restate("call.next_visit", { date = dates.full(patient.follow_up_date) }), line_break(),
      what_to_bring,
    } or false,
  }
end

-- Notes in two columns, for no line of running text may be longer than 70 characters; in large print
-- one below the other.
function page.in_two(options)
  options.count = 2
  return columns(options)
end

-- What the sheet is and is not.
function page.about_line(patient)
  return para {
    role = "note",
    bold(words("heading.about")), " ",
    restate("about.part_of_visit", { clinician = patient.clinician_name }), " ",
    restate "about.not_instead", " ", restate "about.ask", " ", restate "about.feedback",
  }
end

-- The terms of this handout in plain words: the first to go where space is short, unless `where` says
-- when else they stand (drop, when_dropped); one a line with where.lines.
function page.glossary(keys, where)
  where = where or { drop = page.DROP.glossary }
  local parts = { role = "note", drop = where.drop, when_dropped = where.when_dropped,
    bold(words("heading.words")) }
  for _, key in ipairs(keys) do
    parts[#parts + 1] = where.lines and line_break() or WIDE_SPACE
    parts[#parts + 1] = restate(key)
  end
  return #keys > 0 and para(parts) or false
end

-- Where every numbered sentence comes from, by article with its sections.
function page.sources()
  return sources { label = bold(words("heading.sources")) }
end

local checks = { "check.own_words", "check.shoe_fit", "check.when_to_stop", "check.phone" }

-- What the clinician ticks with the patient before they leave, at the foot of the last page.
function page.teach_back(patient)
  local parts = { role = "strip", words("check.label") }
  for _, key in ipairs(checks) do
    parts[#parts + 1] = patient.large_print and WIDE_SPACE or " " -- the usual strip is spread out
    parts[#parts + 1] = nobreak { symbol("box", words("check.empty")), " ", words(key) }
  end
  parts[#parts + 1] = line_break()
  parts[#parts + 1] = words("check.signed") .. " "
  local width = patient.large_print and 240 or 78
  parts[#parts + 1] = symbol { "line", width = width, alt = words("check.signature") }
  return group { pin = "bottom", rule(), para(parts) }
end

return page
