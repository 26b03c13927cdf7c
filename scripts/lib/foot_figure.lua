-- Outlines of sole and sides to mark where it hurts (drawing Dr5).
--
-- The footprint is the patient's own as they look down on it: the left foot has its big toe on the
-- right. Right outlines are the mirror images of left ones; only the side that hurts is drawn.

local figures = require "lib.figures"
local footprint = require "lib.drawings.footprint"
local labels = require "lib.labels"
local spline = require "lib.spline"

local foot_figure = {}

local WIDTH_PT, HEIGHT_PT = 197, 165
local COLUMN_GAP_PT, LABEL_GAP_PT = 14, 4
local CIRCLE = 0.5522847498 -- control points of a quarter of a circle

local function toe_path(toe)
  local x, y, a, b, turn = table.unpack(toe)
  local cos, sin = math.cos(math.rad(turn)), math.sin(math.rad(turn))
  local k = CIRCLE
  local round = { { "M", 1, 0 }, { "C", 1, k, k, 1, 0, 1 }, { "C", -k, 1, -1, k, -1, 0 },
    { "C", -1, -k, -k, -1, 0, -1 }, { "C", k, -1, 1, -k, 1, 0 }, { "Z" } }
  return spline.moved(round, function(u, v)
    return x + a * u * cos - b * v * sin, y + a * u * sin + b * v * cos
  end)
end

local function draw_footprint(pen)
  pen:shape(spline.path(footprint.sole, true), { stroke = figures.OUTLINE, fill = "white" })
  for _, toe in ipairs(footprint.toes) do
    pen:shape(toe_path(toe), { stroke = figures.OUTLINE, fill = "white" })
  end
end

local function draw_side(pen, name)
  pen:shape(spline.path(footprint[name]), { stroke = figures.OUTLINE })
  for _, line in ipairs(footprint[name .. "_lines"]) do
    pen:shape(spline.path(line), { stroke = figures.DETAIL })
  end
end

local function footprint_pen(canvas, options, top, height)
  local scale = height / (footprint.TOP - footprint.BOTTOM)
  return figures.pen(canvas, { width = options.width, mirror = options.mirror, scale = scale,
    window = { footprint.LEFT, footprint.BOTTOM, footprint.RIGHT, footprint.TOP },
    left = options.left or 0, top = top }), (footprint.RIGHT - footprint.LEFT) * scale
end

-- Draws one foot into a frame of options.width by options.height points. Options: side ("left" or
-- "right"), label_pt (12), texts: title, sole, inner, outer.
function foot_figure.draw_one(canvas, options)
  local size, texts, mirror = options.label_pt or 12, options.texts, options.side == "right"
  local label_pt = labels.height(1, size)
  local pen, sole_wide = footprint_pen(canvas, { width = options.width, mirror = mirror }, 0,
    options.height - label_pt - LABEL_GAP_PT)
  local sole_label = labels.width(texts.sole, size)
  pen.left = math.max(0, (sole_label - sole_wide) / 2)
  local left = math.max(sole_label, pen.left + sole_wide) + COLUMN_GAP_PT
  local title_pt = labels.height(1, size + 2)
  local room = (options.height - title_pt) / 2 - label_pt - 3 * LABEL_GAP_PT
  local scale = math.min((options.width - left) / footprint.SIDE_WIDE, room / footprint.SIDE_HIGH)
  local wide, high = footprint.SIDE_WIDE * scale, footprint.SIDE_HIGH * scale
  local spare = (options.width - left - wide) / 2 -- in a wide frame both columns move to its middle
  local x = left + spare
  pen.left = pen.left + spare
  draw_footprint(pen)
  pen:words(pen.left + sole_wide / 2, options.height - labels.DESCENT * size, { texts.sole },
    { size = size, align = "center" })
  pen:words(x, labels.CAP * (size + 2), { texts.title }, { size = size + 2, bold = true })
  local step = (options.height - title_pt) / 2
  for i, name in ipairs { "inner", "outer" } do
    local bottom = title_pt + i * step - label_pt - LABEL_GAP_PT
    -- The inner side is seen from the other foot: its toes point the other way.
    local side_pen = figures.pen(canvas, { width = options.width, scale = scale, top = bottom - high,
      left = name == "outer" and x or options.width - x - wide, mirror = mirror ~= (name == "inner"),
      window = { 0, 0, footprint.SIDE_WIDE, footprint.SIDE_HIGH } })
    draw_side(side_pen, name)
    pen:words(x + wide / 2, title_pt + i * step - labels.DESCENT * size, { texts[name] },
      { size = size, align = "center" })
  end
end

-- Draws both footprints, the left one on the left. Options as draw_one; texts: left, right.
function foot_figure.draw_both(canvas, options)
  local size = options.label_pt or 12
  local height = options.height - labels.height(1, size) - LABEL_GAP_PT
  for _, side in ipairs { "left", "right" } do
    local pen, wide = footprint_pen(canvas, { width = options.width, mirror = side == "right" }, 0, height)
    pen.left = (options.width / 2 - COLUMN_GAP_PT / 2 - wide)
    draw_footprint(pen)
    pen:words(pen.left + wide / 2, options.height - labels.DESCENT * size, { options.texts[side] },
      { size = size, bold = true, align = "center" })
  end
end

-- A figure node for the side that hurts; both sides are drawn as two footprints.
--   options   width and height in points, label_pt: the usual frame where not given; drop, when_dropped
function foot_figure.outline(patient, options)
  options = options or {}
  local frame = { width = options.width or WIDTH_PT, height = options.height or HEIGHT_PT,
    label_pt = options.label_pt }
  local side = patient.side
  local draw = side == "both" and foot_figure.draw_both or foot_figure.draw_one
  local texts = { sole = words "drawing.sole_print", inner = words "drawing.inner_side",
    outer = words "drawing.outer_side", left = words "drawing.left", right = words "drawing.right",
    title = side ~= "both" and words("drawing.foot." .. side) or nil }
  return figure {
    drop = options.drop,
    when_dropped = options.when_dropped,
    width = frame.width,
    height = frame.height,
    alt = words("drawing.alt.feet", { side = side }),
    caption = words("drawing.mark_x"),
    draw = function(canvas)
      draw(canvas, { width = frame.width, height = frame.height, label_pt = frame.label_pt, side = side,
        texts = texts })
    end,
  }
end

-- All curves, before the first of many handouts.
footnote.prepare(function()
  local nobody = { shape = function() end }
  draw_footprint(nobody)
  draw_side(nobody, "inner")
  draw_side(nobody, "outer")
end)

return foot_figure
