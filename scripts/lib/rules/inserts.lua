-- Rules of the insert handout (HANDOUT specification, sections 1 to 3).
--
-- A rule is { id, facts, verdict, message, applies(patient, clinic) -> true }: see lib/rules.lua. Order:
-- the insert and the condition, leg length, the lift, health, running, the shoe.

local intake = require "lib.intake"
local matching = require "lib.rules.matching"

local KM_PER_MILE = 1.609344

local function condition(patient, name)
  return intake.has(patient.condition, name)
end

local function is_lift(patient)
  return patient.insert_type == "heel_lift"
end

local function plans_running(patient)
  return patient.plan_profile ~= "none"
end

local function weekly_km(patient)
  local distance = patient.weekly_distance
  return distance and (patient.units == "imperial" and distance * KM_PER_MILE or distance)
end

local match = {
  { id = "S02", facts = { "F056", "F057" }, verdict = "ask",
    message = "a lift without an Achilles, calf or leg-length reason may shorten the calf, and the "
      .. "wrong type may make things worse",
    applies = function(patient)
      return is_lift(patient) and not intake.has_any(patient.condition, matching.lift_conditions)
    end },
  { id = "S03", facts = { "F056", "F074", "F075" }, verdict = "ask",
    message = "the insert and the condition do not match: each insert is for its own kind of problem",
    applies = function(patient)
      return matching.has_link(patient) and not matching.fits(patient)
    end },
  { id = "P8", facts = { "F110", "F131" }, verdict = "ask",
    message = "no article links this condition to an insert: the heel pain handout is the usual one; an "
      .. "insert all the same?",
    applies = matching.applies.P8 },
  { id = "P9", facts = { "F047", "F048" }, verdict = "ask",
    message = "for how the foot rolls the articles name heel cups alone, and say 'may slightly': this "
      .. "insert all the same?",
    applies = function(patient)
      return matching.applies.P9(patient) and patient.insert_type ~= "heel_cup"
    end },
  { id = "P10", facts = { "F067" }, verdict = "ask",
    message = "an insert for another injury of the leg has to be prescribed: is it?",
    applies = function(patient)
      return matching.applies.P10(patient) and not patient.prescribed
    end },
  { id = "SIDE", facts = {}, verdict = "ask",
    message = "insert_side is not the side that hurts: is the shoe right?",
    applies = function(patient)
      return patient.insert_side ~= patient.side and not condition(patient, "leg_length_difference")
    end },
  { id = "SELF", facts = { "F090" }, verdict = "warn",
    message = "the patient bought the insert without advice: check that it is the right one",
    applies = function(patient)
      return patient.insert_source == "self_bought"
    end },
}

local function lift_and_difference(patient)
  return condition(patient, "leg_length_difference") and is_lift(patient)
end

local leg_length = {
  { id = "S05", facts = { "F040" }, verdict = "refuse",
    message = "the lift is for the longer leg: a lift goes in the shoe of the shorter leg",
    applies = function(patient)
      return lift_and_difference(patient) and patient.insert_side ~= patient.shorter_leg
    end },
  { id = "S06", facts = { "F066" }, verdict = "ask",
    message = "the leg length difference is not confirmed: give lld_confirmed_by and lld_method, who "
      .. "measured it and how",
    applies = function(patient)
      return condition(patient, "leg_length_difference")
        and not (patient.lld_confirmed_by and patient.lld_method)
    end },
  { id = "S07", facts = {}, verdict = "refuse",
    message = "the lift is higher than the leg length difference: lower lift_height_mm",
    applies = function(patient)
      return lift_and_difference(patient) and patient.lift_height_mm > patient.leg_length_difference_mm
    end },
  { id = "S07", facts = {}, verdict = "ask",
    message = "the lift is more of the leg length difference than the clinic's "
      .. "ask_above_share_of_difference: so high?",
    applies = function(patient, clinic)
      local difference = patient.leg_length_difference_mm
      return lift_and_difference(patient) and patient.lift_height_mm <= difference
        and patient.lift_height_mm > difference * clinic.lift.ask_above_share_of_difference
    end },
  { id = "S08", facts = { "F038" }, verdict = "ask",
    message = "the leg length difference is below the clinic's leg_length_ask_below_mm: is it big enough "
      .. "to matter?",
    applies = function(patient, clinic)
      return condition(patient, "leg_length_difference")
        and patient.leg_length_difference_mm < clinic.thresholds.leg_length_ask_below_mm
    end },
  { id = "BUILDUP", facts = {}, verdict = "ask",
    message = "the leg length difference is above the clinic's leg_length_ask_above_mm: would a build-up "
      .. "of the shoe be better than an insert?",
    applies = function(patient, clinic)
      return condition(patient, "leg_length_difference")
        and patient.leg_length_difference_mm > clinic.thresholds.leg_length_ask_above_mm
    end },
}

local lift = {
  { id = "S09", facts = {}, verdict = "warn",
    message = "a lift in one shoe makes the legs unequal by its height: should it be both shoes?",
    applies = function(patient)
      return is_lift(patient) and patient.insert_side ~= "both"
        and intake.has_any(patient.condition, { "achilles_tendinopathy", "calf_strain" })
    end },
  { id = "HEIGHT", facts = {}, verdict = "ask",
    message = "the lift is higher than the clinic's ask_above_mm: is lift_height_mm right?",
    applies = function(patient, clinic)
      return is_lift(patient) and patient.lift_height_mm > clinic.lift.ask_above_mm
    end },
  { id = "FIT", facts = { "F058" }, verdict = "warn",
    message = "the lift is higher than the clinic's warn_above_mm: does the shoe still fit?",
    applies = function(patient, clinic)
      return is_lift(patient) and patient.lift_height_mm > clinic.lift.warn_above_mm
        and patient.lift_height_mm <= clinic.lift.ask_above_mm
    end },
}

local health = {
  { id = "S10", facts = { "F114", "F130" }, verdict = "refuse",
    message = "a stress fracture: no running plan; set plan_profile to none, or use the heel pain handout",
    applies = function(patient)
      return condition(patient, "stress_fracture") and plans_running(patient)
    end },
  { id = "S11", facts = { "F106" }, verdict = "ask",
    message = "the pain is at the clinic's no_running_from_pain, or the patient can't walk as usual: a "
      .. "running plan all the same? plan_profile none prints 'walk only until your visit'",
    applies = function(patient, clinic)
      return plans_running(patient)
        and (patient.pain_now >= clinic.thresholds.no_running_from_pain or patient.cannot_walk)
    end },
  { id = "S12", facts = { "F127" }, verdict = "ask",
    message = "diabetes or numb feet: were the feet examined? give feet_examined_on",
    applies = function(patient)
      return intake.has_any(patient.comorbidities, { "diabetes", "neuropathy" })
        and not patient.feet_examined_on
    end },
  { id = "S13", facts = { "F046", "F103" }, verdict = "ask",
    message = "the cause is not known yet, and the plan has the patient run: do you agree?",
    applies = function(patient)
      return plans_running(patient) and (patient.condition_status == "not_yet_known"
        or condition(patient, "not_yet_known"))
    end },
}

local running = {
  { id = "DISTANCE", facts = {}, verdict = "ask",
    message = "weekly_distance is above the clinic's weekly_km_ask_above: is it right, and in the units "
      .. "chosen?",
    applies = function(patient, clinic)
      local km = weekly_km(patient)
      return km ~= nil and km > clinic.thresholds.weekly_km_ask_above
    end },
  { id = "PACE", facts = {}, verdict = "ask",
    message = "weekly_distance and weekly_minutes make a pace outside the clinic's pace_min_per_km: are "
      .. "both right?",
    applies = function(patient, clinic)
      local km, range = weekly_km(patient), clinic.thresholds.pace_min_per_km
      if not km or km <= 0 or not patient.weekly_minutes then
        return false
      end
      local pace = patient.weekly_minutes / km
      return pace < range.low or pace > range.high
    end },
}

local shoe = {
  { id = "SHOE", facts = {}, verdict = "ask",
    message = "shoe_size is not in the clinic's shoe_sizes for that size_system: are both right?",
    applies = function(patient, clinic)
      local range = patient.size_system and patient.shoe_size and clinic.shoe_sizes[patient.size_system]
      return range ~= nil and range ~= false
        and (patient.shoe_size < range.low or patient.shoe_size > range.high)
    end },
}

local all = {}
for _, list in ipairs { match, leg_length, lift, health, running, shoe } do
  for _, rule in ipairs(list) do
    all[#all + 1] = rule
  end
end
return all
