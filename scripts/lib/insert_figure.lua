-- The drawing of an insert handout, chosen by what the patient has: the heel in its shoe with the
-- insert, or, for a leg length difference, two legs with the lift under the shorter one.
--
-- Labels and captions come from the wording file; the words for those who can't see the picture are
-- built from the actual values (side, height).

local heel_figure = require "lib.heel_figure"
local insert_text = require "lib.insert_text"
local leg_figure = require "lib.leg_figure"
local lift_figure = require "lib.lift_figure"
local plan = require "lib.plan"

local insert_figure = {}

local WIDTH_PT, HEIGHT_PT = 197, 209

local function caption_key(family, condition)
  if family == "lift" then
    local of_condition = { calf_strain = "caption.lift.calf",
      leg_length_difference = "caption.leg_length" }
    return of_condition[condition] or "caption.lift.achilles"
  end
  return family == "cup" and "caption.cup" or family == "pad" and "caption.pad" or nil
end

-- "6 mm", or "up to 6 mm" where the plan begins lower: today's lift is another one.
local function height_text(patient, clinic)
  local first = clinic and plan.lift_height(patient, clinic, 1) or patient.lift_height_mm
  local key = first < patient.lift_height_mm and "drawing.height_up_to" or "drawing.height"
  return words(key, { height = plan.number(patient.lift_height_mm) })
end

local function heel_texts(family, height)
  return {
    bone = words("drawing.heel_bone"), fatpad = words("drawing.soft_pad"),
    tendon = words("drawing.tendon"), fascia = words("drawing.band"),
    insert = words("drawing." .. family), height = height,
  }
end

local function caption_of(family, condition, scale)
  local key = caption_key(family, condition)
  local caption = key and { restate(key), " " } or {}
  caption[#caption + 1] = words(scale or "drawing.not_to_scale")
  return caption
end

-- A figure node in a frame { width, height, label_pt } (the handout's usual one when not given).
local function node(frame, alt, caption, draw, options)
  frame = frame or { width = WIDTH_PT, height = HEIGHT_PT }
  options.width, options.height, options.label_pt = frame.width, frame.height, frame.label_pt
  return figure {
    width = frame.width, height = frame.height, alt = alt, caption = caption,
    draw = function(canvas) draw(canvas, options) end,
  }
end

-- The heel with the insert and a caption that says what it does.
function insert_figure.heel(patient, clinic, frame)
  local family, side = insert_text.family[patient.insert_type], patient.insert_side
  local height = family == "lift" and height_text(patient, clinic) or nil
  return node(frame, words("drawing.alt." .. family, { side = side, height = height }),
    caption_of(family, insert_text.condition(patient)), heel_figure.draw, {
      insert = family, side = side, lift_mm = patient.lift_height_mm, texts = heel_texts(family, height),
    })
end

-- The bare foot on the lift, with the lift's height.
function insert_figure.lift_height(patient, clinic, frame)
  local height = height_text(patient, clinic)
  return node(frame, words("drawing.alt.lift_height", { side = patient.insert_side, height = height }),
    words("drawing.not_to_scale"), lift_figure.draw, {
      side = patient.insert_side, lift_mm = patient.lift_height_mm, texts = heel_texts("lift", height),
    })
end

-- Two legs from behind with the lift under the shorter one.
function insert_figure.legs(patient, clinic, frame)
  local shorter, height = patient.shorter_leg, height_text(patient, clinic)
  return node(frame, words("drawing.alt.leg_length", { side = shorter, height = height }),
    caption_of("lift", "leg_length_difference", "drawing.lift_not_to_scale"), leg_figure.draw, {
      shorter = shorter, lift_mm = patient.lift_height_mm,
      texts = { left = words "drawing.left", right = words "drawing.right",
        shorter = words "drawing.shorter_leg", lift = words "drawing.lift", hips = words "drawing.hips_level",
        height = height },
    })
end

-- The drawing for this patient's insert.
function insert_figure.of(patient, clinic, frame)
  local draws_legs = insert_text.family[patient.insert_type] == "lift"
    and insert_text.condition(patient) == "leg_length_difference"
  return (draws_legs and insert_figure.legs or insert_figure.heel)(patient, clinic, frame)
end

return insert_figure
