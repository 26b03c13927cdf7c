-- Table 2 of the HANDOUT specification: which insert goes with which condition (P1 to P10). It only
-- compares what the clinician chose; it never proposes an insert.
--
--   matching.condition_fits("calf_strain", "heel_lift")      one condition goes with an insert
--   matching.fits(patient)             some condition of the patient goes with the insert
--   matching.has_link(patient)         some condition has a link to any insert in the articles
--   matching.applies["P12"](patient)   whether a rule that chooses text is met
--
-- Order: the table, comparing, the predicates.

local intake = require "lib.intake"

local matching = {}

local CUSHIONS = { "heel_cup", "gel_pad", "foam_pad", "insole" }

-- P1 to P7. What is not in `inserts` is asked about (S03).
matching.rows = {
  { id = "P1", condition = "plantar_fasciitis", inserts = CUSHIONS, facts = { "F014", "F036", "F075" } },
  { id = "P2", condition = "heel_spur_pain", inserts = CUSHIONS, facts = { "F015", "F036", "F110" } },
  { id = "P3", condition = "fat_pad_atrophy", inserts = CUSHIONS,
    facts = { "F012", "F025", "F036", "F116" } },
  { id = "P4", condition = "achilles_tendinopathy", inserts = { "heel_lift" },
    facts = { "F019", "F021", "F042", "F043", "F075" } },
  { id = "P5", condition = "calf_strain", inserts = { "heel_lift" }, facts = { "F042", "F044", "F057" } },
  { id = "P6", condition = "leg_length_difference", inserts = { "heel_lift" },
    facts = { "F020", "F038", "F039", "F040", "F041", "F066" } },
  { id = "P7", condition = "nonspecific_heel_pain", inserts = CUSHIONS, facts = { "F024", "F045", "F046" } },
}

-- P8: the articles link none of these to an insert; the heel pain handout is the usual one.
matching.without_link = {
  "stress_fracture", "nerve_entrapment", "bursitis", "tarsal_joint_wear", "injury", "post_inflammatory",
  "referred", "systemic", "not_yet_known",
}

-- The conditions that a lift is for.
matching.lift_conditions = { "achilles_tendinopathy", "calf_strain", "leg_length_difference" }

local function row_of(condition)
  for _, row in ipairs(matching.rows) do
    if row.condition == condition then
      return row
    end
  end
  return nil
end

function matching.condition_fits(condition, insert_type)
  local row = row_of(condition)
  return row ~= nil and intake.has(row.inserts, insert_type)
end

function matching.fits(patient)
  for _, condition in ipairs(patient.condition) do
    if matching.condition_fits(condition, patient.insert_type) then
      return true
    end
  end
  return false
end

function matching.has_link(patient)
  for _, condition in ipairs(patient.condition) do
    if row_of(condition) then
      return true
    end
  end
  return false
end

-- P13: where the first cause lies: "local", "elsewhere", "systemic"; nil while it is not known.
function matching.cause_group(patient)
  local groups = { referred = "elsewhere", systemic = "systemic", not_yet_known = false }
  local group = groups[patient.condition[1]]
  if group == nil then
    return "local"
  end
  return group or nil
end

-- Rules that choose text: pages ask rules.applies("P12", patient, clinic).
matching.applies = {
  P8 = function(patient)
    return not matching.has_link(patient)
  end,
  P9 = function(patient)
    return intake.has(patient.insert_wishes, "foot_alignment")
  end,
  P10 = function(patient)
    return intake.has(patient.insert_wishes, "other_injury")
  end,
  P11 = function() -- gains and risks of the insert, always both
    return true
  end,
  P12 = function(patient)
    return patient.running_now == "stopped" and patient.plan_profile ~= "custom"
      and patient.plan_profile ~= "none"
  end,
  P13 = function(patient)
    return matching.cause_group(patient) ~= nil
  end,
}
for _, row in ipairs(matching.rows) do
  matching.applies[row.id] = function(patient)
    return intake.has(patient.condition, row.condition)
  end
end

return matching
