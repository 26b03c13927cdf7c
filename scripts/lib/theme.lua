-- How handouts look: every size, space, rule and face of a page, in one file.
--
--   local theme = require "lib.theme"
--   document { theme = theme.large_print, ... }
--   document { theme = theme.extend(theme.clinic, { name = "ours", body = { 14, 18 } }), ... }
--
-- A theme is a plain table with every key that theme.clinic has. All lengths are points (theme.mm(18)
-- turns millimetres into points). Type is { size, leading }: leading is the distance from one line
-- to the next. The program refuses what patients can't read: words under 12 pt (marks 9), a leading
-- under 1.2 times the size (headings 1.1), rules under 0.75 pt, margins under 10 mm.

local theme = {}

function theme.mm(length)
  return length * 72 / 25.4
end

-- ---- the clinic's own: one sheet, two sides ------------------------------------------------------

theme.clinic = {
  name = "clinic",

  -- Paper and grid. "any": as the document says (A4 unless it does). 12 columns with a gutter
  -- between; running text is never wider than the measure (70 characters).
  paper = "any",
  margin = 51, -- 18 mm, left and right
  margin_top = 51,
  margin_bottom = 51,
  gutter = 14,
  measure = 400,
  one_column = false, -- true: what stands side by side comes one below the other, but for a code
  -- or a logo beside words

  -- Faces, by the name of the family. Andika comes with the program's own packages and has letters
  -- that can't be mistaken (I l 1). Any other family is looked for in the clinic folder's fonts/,
  -- then on this computer; one that is not there is an error. Characters that a face lacks come
  -- from Andika, Noto Sans and DejaVu Sans, in this order.
  face = "Andika",
  heading_face = "Andika",
  hyphenation_allowed = true, -- false: no word is ever divided

  -- Type.
  least_type = 12, -- no words of this theme are smaller
  title = { 22, 26 },
  heading = { 16, 20 },
  subheading = { 13, 17 },
  main_message = { 16, 22 },
  body = { 13, 17 }, -- paragraphs, lists, safety boxes
  note = { 12, 15.6 }, -- tables, captions, glossary, sources
  header = { 12, 16 }, -- header and footer
  mark_size = 9, -- numbers of sources, raised
  mark_raise = 4.2,
  marks_in_brackets = false, -- true: "[3]" on the line

  -- Vertical rhythm: the space above and below. Only band_gap gives way, between its least and most.
  heading_before = 10,
  heading_after = 4,
  aside_heading_before = 12, -- a heading with a note on its line
  aside_heading_after = 5,
  paragraph_gap = 4,
  band_gap = 14,
  band_gap_min = 12,
  band_gap_max = 20,
  title_after = 8,
  strip_after = 14,
  table_around = 8,
  table_below = 5,
  band_below = 8,
  rule_around = 5,

  -- Rules: three weights, no more. Thin: table rows, frames, lines to write on. Medium: the main
  -- message's box, a table's top and foot. Thick: the safety box and nothing else.
  rule_thin = 0.75,
  rule_medium = 1.5,
  rule_thick = 3,
  shape_stroke = 1, -- check boxes, bars
  hatch_stroke = 1.5, -- of drawings
  hatch_step = 4.5,

  -- Boxes: the space inside the rule; gap: from the label to what it labels.
  main_box = { top = 8, sides = 12, bottom = 9, gap = 14 },
  safety_box = { top = 9, sides = 12, bottom = 10, gap = 14 },
  icon = 20,
  icon_gap = 8,
  label_above = false, -- true: the label is a heading of the box

  -- Lists: the dot, how far it stands below the line's top, where the words begin, between items.
  bullet = 4.6,
  bullet_indent = 14,
  item_gap = 3,
  check_box = 12,
  check_indent = 22,
  check_gap = 5,

  -- Tables: padding of a cell, least heights of rows by the table's style.
  stacked_tables = false, -- true: each row becomes lines of its own, with the heads in words
  cell_side = 4,
  cell_top = 3,
  plan_row = 21.5,
  choice_row = 22,
  plain_row = 22,
  diary_row = 25.5, -- 9 mm: room for handwriting

  -- Header and footer stand in the margins: from the paper's top; below the text block.
  header_text_y = 20,
  header_rule_y = 40,
  footer_rule_below = 10.7,
  footer_text_gap = 4,
  footer_lines = 1, -- 2: the right text stands below the left one
  caption_gap = 4,
}

-- ---- deriving ------------------------------------------------------------------------------------

local function copy(value)
  if type(value) ~= "table" then
    return value
  end
  local out = {}
  for key, item in pairs(value) do
    out[key] = copy(item)
  end
  return out
end

-- How many letters have to be changed, added or left out to make one word of the other.
local function distance(a, b)
  local row = {}
  for j = 0, #b do
    row[j] = j
  end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local same = a:sub(i, i) == b:sub(j, j)
      diagonal, row[j] = row[j], math.min(row[j] + 1, row[j - 1] + 1, diagonal + (same and 0 or 1))
    end
  end
  return row[#b]
end

-- " (did you mean 'body'?)", or "" when nothing is near.
local function hint(known, key)
  local nearest, least = nil, 3
  for name in pairs(known) do
    local far = distance(tostring(key), name)
    if far < least then
      nearest, least = name, far
    end
  end
  return nearest and (" (did you mean '%s'?)"):format(nearest) or ""
end

-- A new theme: base, with what changes says. A box's paddings may be given in part.
function theme.extend(base, changes)
  if type(base) ~= "table" or type(changes) ~= "table" then
    error("theme.extend takes a theme and a table of what changes", 2)
  end
  local out = copy(base)
  for key, value in pairs(changes) do
    local old = base[key]
    if old == nil then -- printing the document would find it too, but in another line
      error(("theme.extend: unknown key '%s'%s"):format(tostring(key), hint(base, key)), 2)
    end
    local in_part = type(old) == "table" and type(value) == "table" and #old == 0 and #value == 0
    if in_part then
      for side, length in pairs(value) do
        if old[side] == nil then
          error(("theme.extend: unknown key '%s.%s'%s"):format(key, tostring(side), hint(old, side)), 2)
        end
        out[key][side] = length
      end
    else
      out[key] = copy(value)
    end
  end
  return out
end

-- Letter is 50 points lower than A4: where a page is full, bands may stand a little closer.
theme.letter = theme.extend(theme.clinic, { name = "Letter", band_gap_min = 10 })

-- ---- large print: the same words in a new flow ---------------------------------------------------

-- 18 pt and more, everywhere; one column; nothing that has to be read across.
theme.large_print = theme.extend(theme.clinic, {
  name = "large print",
  margin_top = 65,
  margin_bottom = 80.89, -- the text block ends at 761 of A4: the footer has two lines
  measure = 600, -- as wide as the page: a line of 18 pt is short enough
  one_column = true,
  hyphenation_allowed = false,
  least_type = 18,
  title = { 28, 36 },
  heading = { 23, 30 },
  subheading = { 20, 28 },
  main_message = { 20, 30 },
  body = { 18, 27 },
  note = { 18, 25 },
  header = { 18, 24 },
  mark_size = 18,
  mark_raise = 0,
  marks_in_brackets = true,
  heading_before = 16,
  heading_after = 6,
  aside_heading_before = 16,
  aside_heading_after = 6,
  paragraph_gap = 9,
  band_gap = 18,
  band_gap_min = 14,
  band_gap_max = 24,
  title_after = 8,
  strip_after = 14,
  table_around = 12,
  table_below = 9,
  band_below = 9,
  rule_around = 8,
  shape_stroke = 1.25,
  hatch_stroke = 2,
  hatch_step = 6,
  main_box = { top = 9, sides = 16, bottom = 10, gap = 4 },
  safety_box = { top = 9, sides = 16, bottom = 10, gap = 4 }, -- both of them stand on page 1
  icon = 28,
  label_above = true,
  bullet = 7,
  bullet_indent = 22,
  item_gap = 6,
  check_box = 17,
  check_indent = 30,
  check_gap = 9,
  stacked_tables = true,
  cell_side = 6,
  cell_top = 4,
  plan_row = 34,
  choice_row = 34,
  plain_row = 34,
  diary_row = 34, -- 12 mm
  header_text_y = 22,
  header_rule_y = 52,
  footer_rule_below = 11.5,
  footer_text_gap = 5,
  footer_lines = 2,
  caption_gap = 6,
})

-- On Letter there is less air, so that the box that says when to stop is on page 1 here
-- too. Type and leading are the same.
theme.large_print_letter = theme.extend(theme.large_print, {
  name = "large print, Letter",
  margin_top = 60,
  margin_bottom = 74.39,
  footer_rule_below = 7,
  footer_text_gap = 3,
  heading_before = 13,
  heading_after = 4,
  aside_heading_before = 13,
  aside_heading_after = 4,
  paragraph_gap = 7,
  band_gap = 12,
  band_gap_min = 9,
  title_after = 5,
  strip_after = 9,
  main_box = { top = 6, bottom = 7, gap = 3 },
  safety_box = { top = 6, bottom = 7, gap = 3 },
})

-- ---- high contrast: heavier, black on white, as little grey as can be ----------------------------

theme.high_contrast = theme.extend(theme.clinic, {
  name = "high contrast",
  subheading = { 14, 19 },
  body = { 14, 19 },
  note = { 13, 17 },
  header = { 13, 17 },
  mark_size = 10,
  mark_raise = 4.6,
  paragraph_gap = 5,
  rule_thin = 1,
  rule_medium = 2,
  rule_thick = 4,
  shape_stroke = 1.5,
  hatch_stroke = 2,
  hatch_step = 7,
  bullet = 5.6,
  bullet_indent = 16,
  item_gap = 4,
  check_box = 13,
  check_indent = 24,
  header_text_y = 19,
})

-- ---- choosing ------------------------------------------------------------------------------------

local of_clinic = { clinic = theme.clinic, high_contrast = theme.high_contrast }

-- The theme for one handout: large print where the patient needs it, else what the clinic's profile
-- says under `theme` (clinic or high_contrast).
function theme.choose(patient, clinic)
  local is_letter = (patient.paper or clinic.paper) == "letter"
  if patient.large_print then
    return is_letter and theme.large_print_letter or theme.large_print
  end
  local name = clinic.theme or "clinic"
  if not of_clinic[name] then
    error(("clinic.yaml: unknown theme '%s': clinic or high_contrast"):format(tostring(name)), 0)
  end
  return name == "clinic" and is_letter and theme.letter or of_clinic[name]
end

-- A misspelt name is nil, and without a theme a document takes the clinic's without a word.
return setmetatable(theme, {
  __index = function(known, name)
    error(("no theme '%s'%s"):format(tostring(name), hint(known, name)), 2)
  end,
})
