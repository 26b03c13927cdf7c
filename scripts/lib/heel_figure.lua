-- The heel in its shoe with the insert (drawing Dr1): bone, soft pad, tendon, band, insert.
--
-- Drawn as a left foot seen from its outer side; a right one is its mirror image. Fits any frame: a
-- narrow one has labels below, a wide one (large print) beside the drawing.
--
--   figure(heel_figure.node { insert = "lift", side = "left", lift_mm = 6, width = 197, height = 209,
--     texts = { tendon = "Achilles tendon", ... }, alt = "...", caption = { ... } })

local figures = require "lib.figures"
local foot = require "lib.drawings.foot"
local labels = require "lib.labels"
local shoe = require "lib.drawings.shoe"
local spline = require "lib.spline"

local heel_figure = {}

local BOTTOM, RIGHT = -31, 279 -- of the model, in mm; left and top move with the raised foot
local CUT_X, CUT_Y = 99.5, 73 -- the upper's end
local WIDE = 1.5 -- frames of this shape and wider have their labels at the sides
local LABEL_AIR_PT = 12 -- between the drawing and the labels below it, for the lead lines
local TOP_AIR_PT = 4 -- between the tendon's label and the leg
local ROW_GAP_PT = 6
local INSET_PT, INSET_RISE = 42, 1.9 -- the wedge beside its height: its length, points per mm
local SIDE_GAP_PT = 26 -- between the drawing and labels beside it

-- How much higher than life the lift is drawn, and its lowest and highest tangents.
local LIFT_FACTOR, LOWEST, HIGHEST = 1.8, 0.031, 0.104
local LAYER_TANGENT = 0.045 -- what cup and pad, about 7 mm, raise the heel by
local INSOLE_MM = 5

local function flat(x, y)
  return x, y
end

-- The upper goes with the foot, the parts near the sole stay.
local function shoe_moves(raise)
  return function(x, y)
    local share = x < 170 and 1 or math.max(0, math.min(1, (y - 20) / 70)) * 0.75
    local raised_x, raised_y = raise(x, y)
    return x + share * (raised_x - x), y + share * (raised_y - y)
  end
end

-- What an insert does to the foot, and its outline.
local function new_insert(kind, tangent)
  if kind == "lift" then
    return { raise = foot.raise(tangent), outline = shoe.lift(tangent),
      touch = { 228, foot.sole_height(tangent, 228) / 2 } }
  elseif kind == "insole" then
    return { raise = function(x, y) return x, y + INSOLE_MM end, outline = shoe.insole(INSOLE_MM),
      touch = { 205, INSOLE_MM / 2 } }
  elseif kind == "cup" or kind == "pad" then
    return { raise = foot.raise(tangent), outline = shoe[kind](tangent),
      touch = { 222, foot.sole_height(tangent, 222) / 2 }, side = kind == "cup" and shoe.cup_side }
  end
  return { raise = flat }
end

local inserts = {} -- those drawn so far, with the paths that they move

local function insert_of(options)
  local kind = options.insert or "none"
  local tangent = kind == "lift"
      and foot.drawn_tangent(options.lift_mm, options.foot_length_mm, LIFT_FACTOR, LOWEST, HIGHEST)
    or LAYER_TANGENT
  inserts[kind] = inserts[kind] or {}
  local insert = inserts[kind][tangent]
  if not insert then
    insert = new_insert(kind, tangent)
    insert.foot_path = spline.mover(insert.raise)
    insert.shoe_path = spline.mover(shoe_moves(insert.raise))
    inserts[kind][tangent] = insert
  end
  return insert
end

local function draw_shoe(pen, moved)
  local line = { stroke = figures.DETAIL }
  pen:shape(spline.path(shoe.sole), { stroke = figures.STRUCTURE })
  pen:shape(spline.path(shoe.outsole), line)
  pen:shape(spline.path(shoe.cut), line)
  pen:shape(moved(shoe.upper), { stroke = figures.STRUCTURE })
  pen:shape(moved(shoe.tongue), { stroke = figures.STRUCTURE })
  for _, lace in ipairs(shoe.laces) do
    pen:shape(moved(lace), { stroke = figures.STRUCTURE })
  end
  pen:shape(moved(shoe.counter, true), { stroke = figures.STRUCTURE, fill = "white" })
end

local function draw_foot(pen, raised)
  local near = foot.near_heel
  for _, bone in ipairs { foot.ankle_bone, foot.cuboid, foot.navicular, foot.cuneiform } do
    pen:shape(raised(bone, true), { stroke = figures.DETAIL })
  end
  pen:shape(raised(foot.shin_bone), { stroke = figures.DETAIL })
  pen:shape(raised(foot.fat_pad, true), { dots = true })
  pen:shape(raised(near.fascia, true), { stroke = figures.STRUCTURE, fill = "white" })
  pen:shape(raised(near.fascia_fibre), { stroke = figures.DETAIL })
  pen:shape(raised(foot.heel_bone, true), { stroke = figures.OUTLINE, fill = "white" })
  pen:shape(raised(foot.tendon, true), { stroke = figures.STRUCTURE, fill = "white" })
  for _, fibre in ipairs(foot.tendon_fibres) do
    pen:shape(raised(fibre), { stroke = figures.DETAIL })
  end
  pen:shape(raised(near.instep), { stroke = figures.OUTLINE })
  pen:shape(raised(near.underside), { stroke = figures.OUTLINE })
end

local function draw(pen, insert)
  draw_shoe(pen, insert.shoe_path)
  draw_foot(pen, insert.foot_path)
  if insert.outline then
    pen:shape(spline.path(insert.outline, true), { stroke = figures.STRUCTURE, hatch = true })
  end
  if insert.side then
    pen:shape(spline.path(insert.side), { stroke = figures.DETAIL, dash = 2.5 })
  end
end

-- Where the lead lines end, in points.
local function touches(pen, insert)
  local function at(x, y)
    return { pen:at(insert.raise(x, y)) }
  end
  return {
    tendon = at(241, 112), bone = at(211, 46), fatpad = at(251, 17), fascia = at(136, 16.6),
    insert = insert.touch and { pen:at(insert.touch[1], insert.touch[2]) },
  }
end

-- The wedge alone with its height, in the corner above the toes: "6 mm".
local function draw_inset(pen, x, y, options)
  local factor = options.label_pt / 12
  local length, rise = INSET_PT * factor, math.max(7, math.min(24, INSET_RISE * options.lift_mm)) * factor
  local top = y + labels.height(1, options.label_pt) + 2
  local path = { { "M", x, top + rise }, { "L", x + length, top + rise }, { "L", x + length, top },
    { "L", x, top + rise - 1.5 }, { "Z" } }
  pen:words(x, y + labels.CAP * options.label_pt, { options.texts.height },
    { size = options.label_pt, bold = true })
  pen:drawn(path, { stroke = figures.STRUCTURE, hatch = true })
  pen:measure(x + length + 6, top, top + rise)
end

local function bone_label(pen, texts, touch, size)
  pen:middle_label(texts.bone:gsub(" ", "\n", 1), touch.bone[1], touch.bone[2], size)
end

local function row_below(texts, touch)
  local row = { { text = texts.fascia, to = touch.fascia } }
  if touch.insert then
    row[#row + 1] = { text = texts.insert, to = touch.insert }
  end
  row[#row + 1] = { text = texts.fatpad, to = touch.fatpad }
  return row
end

local function label_below(pen, touch, options)
  local size, texts = options.label_pt, options.texts
  pen:words(options.width, labels.CAP * size, { texts.tendon }, { size = size, align = "right" })
  local x = math.max(touch.tendon[1] + 6, options.width - labels.width(texts.tendon, size) / 3)
  pen:lead(math.min(x, options.width - 4), labels.height(1, size) + 1, touch.tendon[1], touch.tendon[2])
  bone_label(pen, texts, touch, size)
  pen:label_row(row_below(texts, touch), { size = size, bottom = options.height, gap = ROW_GAP_PT })
end

local function label_beside(pen, touch, options)
  local size, texts = options.label_pt, options.texts
  local left, right = pen.left, pen:at(RIGHT, 0)
  local function beside(text, y, to, side)
    pen:side_label(text, { side = side, size = size, to = to, y = y,
      x = side == "left" and left - SIDE_GAP_PT or right + SIDE_GAP_PT,
      width = (side == "left" and left or options.width - right) - SIDE_GAP_PT })
  end
  beside(texts.tendon, touch.tendon[2], touch.tendon, "right")
  beside(texts.fatpad, touch.fatpad[2] - 10, touch.fatpad, "right")
  beside(texts.fascia, touch.fascia[2] - 10, touch.fascia, "left")
  if touch.insert then
    beside(texts.insert, options.height - size, touch.insert, "right")
  end
  bone_label(pen, texts, touch, size)
end

-- Height of the labels above and below a drawing in a narrow frame.
local function room_for_labels(options)
  local size = options.label_pt
  local row, texts = row_below(options.texts, { insert = options.insert }), {}
  for i, label in ipairs(row) do
    texts[i] = label.text
  end
  local lines = figures.row_lines(texts, options.width, size, ROW_GAP_PT)
  return labels.height(1, size) + TOP_AIR_PT, labels.height(lines, size) + LABEL_AIR_PT
end

-- Draws into a frame of options.width by options.height points.
--   insert                     "lift", "cup", "pad", "insole", or nil: the bare shoe
--   side                       "left" or "right"
--   lift_mm, foot_length_mm    of a lift; the foot is 260 mm long unless given
--   texts                      tendon, bone, fatpad, fascia; insert; height (of a lift: "6 mm")
--   label_pt                   size of the labels: 12
function heel_figure.draw(canvas, options)
  local insert = insert_of(options)
  local frame = { width = options.width, height = options.height, label_pt = options.label_pt or 12,
    texts = options.texts, lift_mm = options.lift_mm, insert = options.insert }
  local is_wide = options.width / options.height >= WIDE
  local above, below = 0, 0
  if not is_wide then
    above, below = room_for_labels(frame)
  end
  local _, top = insert.raise(200, foot.TOP)
  local upper_x = insert.raise(CUT_X, CUT_Y)
  local cut = math.min(CUT_X - 1.5, upper_x) - 1
  local wide_mm, high_mm = RIGHT - cut, top + 1 - BOTTOM
  local scale = math.min(options.width / wide_mm, (options.height - above - below) / high_mm)
  local pen = figures.pen(canvas, {
    width = options.width, mirror = options.side == "right", scale = scale,
    window = { cut, BOTTOM, RIGHT, top + 1 }, left = (options.width - wide_mm * scale) / 2, top = above,
  })
  draw(pen, insert)
  if options.insert == "lift" and frame.texts.height then
    draw_inset(pen, is_wide and pen.left - 40 or 0, 0, frame)
  end
  local label = is_wide and label_beside or label_below
  label(pen, touches(pen, insert), frame)
end

-- All curves, before the first of many handouts.
footnote.prepare(function()
  local nobody = { shape = function() end }
  for _, kind in ipairs { "cup", "pad", "insole", "none" } do
    draw(nobody, insert_of { insert = kind })
  end
  for half_mm = 5, 19 do -- lower and higher ones are drawn as the first and the last of these
    draw(nobody, insert_of { insert = "lift", lift_mm = half_mm / 2 })
  end
end)

return heel_figure
