-- lib.people: age, names and roles as they are printed. The handout's date is 2 March 2026.

local check = require "lib.check"
local people = require "lib.people"

local function ages()
  check.equal(people.age { date_of_birth = "1984-05-01" }, 41)
  check.equal(people.age { date_of_birth = "1984-03-02" }, 42, "on the birthday")
  check.equal(people.age { date_of_birth = "1984-03-03" }, 41, "the day before it")
  check.equal(people.age { date_of_birth = "2008-02-29" }, 18, "born on a leap day")
  check.equal(people.age { date_of_birth = "2026-03-02" }, 0)
  check.equal(people.age { age = 15, date_of_birth = "1984-05-01" }, 15, "as entered")
end

local function names()
  local patient = { patient_name = "Zoë Maria Nguyễn", identity_print = "full" }
  check.equal(people.printed_name(patient), "Zoë Maria Nguyễn")
  check.equal(people.header_name(patient), "Zoë")
  patient.preferred_name = "Zo"
  check.equal(people.header_name(patient), "Zo")
  patient.identity_print = "initials"
  check.equal(people.printed_name(patient), "Z. M. N.")
  check.equal(people.header_name(patient), "Z. M. N.")
  patient.identity_print = "none"
  check.equal(people.printed_name(patient), nil)
  check.equal(people.header_name(patient), "")
  check.equal(people.printed_name { patient_name = "Élodie Ōta", identity_print = "initials" }, "É. Ō.")
end

local function roles_and_births()
  check.equal(people.role { clinician_role = "podiatrist" }, "podiatrist")
  check.equal(people.role { clinician_role = "sports doctor" }, "sports doctor")
  check.equal({ people.born { date_of_birth = "1984-05-01" } }, { "Born", "1 May 1984" })
  check.equal({ people.born { age = 41 } }, { "Age", "41" })
end

return check.report("people", function()
  ages()
  names()
  roles_and_births()
end)
