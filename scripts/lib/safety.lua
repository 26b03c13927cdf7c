-- The boxes that must be on page 1: when to stop, when to call, when to get help now.
--
-- Texts are the clinic's red-flag block, whole, as approved; cautions are added for what else the
-- patient has (K rules of the HANDOUT specification). Nothing here may be dropped for want of space.

local intake = require "lib.intake"

local safety = {}

-- Wording keys of the cautions for what else this patient has, in the clinic's order.
function safety.caution_keys(patient, clinic)
  local keys = {}
  for _, illness in ipairs(patient.comorbidities) do
    for _, key in ipairs(clinic.cautions[illness] or {}) do
      keys[#keys + 1] = key
    end
  end
  return keys
end

-- Adds the cautions, but for those that a sign in the same box says already.
local function caution_items(patient, clinic, items, said)
  for _, key in ipairs(safety.caution_keys(patient, clinic)) do
    if not (said and said[key]) then
      items[#items + 1] = { restate(key) }
    end
  end
  return items
end

-- At the foot of page 1; in large print, where it comes second, wherever that is.
local function pin_of(patient)
  return patient.large_print and "none" or "bottom"
end

-- The stop box of the insert handout.
function safety.stop_box(patient, clinic)
  local items = {
    kind = "bullet",
    columns = 2,
    { restate "stop.new_ache" },
    { restate "stop.skin" },
    { restate("stop.pain_score", { stop_from = tostring(clinic.pain_rule.stop.low) }) },
    { restate "stop.cannot_walk" },
  }
  return box {
    kind = "safety",
    icon = "stop",
    title = words("heading.stop", { phone = clinic.phone }),
    pin = pin_of(patient),
    list(caution_items(patient, clinic, items)),
    para { restate("stop.get_help_now", { emergency = clinic.emergency }) },
  }
end

-- Values that stand inside a sign's sentence.
local slots = {
  not_better = function(clinic) return { weeks = tostring(clinic.red_flags.not_better_weeks) } end,
}

-- Items of one group of signs, and the cautions that they say already.
local function flag_items(clinic, group, patient)
  local items, said = { kind = "bullet" }, {}
  for _, flag in ipairs(clinic.red_flags[group]) do
    if not flag.only_with or intake.has(patient.comorbidities, flag.only_with) then
      items[#items + 1] = { restate("red_flag." .. flag.id, slots[flag.id] and slots[flag.id](clinic)) }
      for _, key in ipairs(flag.says_also or {}) do
        said[key] = true
      end
    end
  end
  return items, said
end

-- More signs than this make a box so high that it would not stand on page 1 in half its width.
local MOST_SIDE_BY_SIDE = 7

-- The two boxes of the heel pain handout: get help now, call us the same day. Side by side; with many
-- cautions one below the other, as wide as the page.
function safety.help_boxes(patient, clinic)
  local now = flag_items(clinic, "get_help_now", patient)
  local same_day, said = flag_items(clinic, "call_same_day", patient)
  caution_items(patient, clinic, same_day, said)
  local side_by_side = #now <= MOST_SIDE_BY_SIDE and #same_day <= MOST_SIDE_BY_SIDE
  now.columns, same_day.columns = side_by_side and 1 or 2, side_by_side and 1 or 2
  local help_now = box {
    kind = "safety",
    icon = "stop",
    title = words("heading.help_now", { emergency = clinic.emergency }),
    list(now),
  }
  local call_us = box {
    kind = "safety",
    icon = "clock",
    title = words("heading.same_day"),
    list(same_day),
    para { restate("call.line", { phone = clinic.phone }) },
  }
  if side_by_side then
    return band { split = { 6, 6 }, pin = pin_of(patient), { help_now }, { call_us } }
  end
  return group { pin = pin_of(patient), help_now, call_us }
end

-- The signs of "Call us sooner if", for the back of the heel pain handout.
function safety.soon_items(patient, clinic)
  return (flag_items(clinic, "call_soon", patient))
end

return safety
