//! Rows that keep Cal.com in step with the book; see `docs/SYNC.md` for the life of a task.
//!
//! One task per appointment, or per day on which time has to be held, says "bring it in line"; the journal has every write call before it is sent; `bookings` is what
//! is known to exist in Cal.com. The states are those of the schema's CHECKs, and every transition is guarded by the state it
//! leaves, so that two who decide at once cannot both be right.

pub mod account;
pub mod block_type;
pub mod booking;
pub mod closing;
pub mod event_map;
pub mod health;
pub mod operation;
pub mod overlap;
pub mod phase;
pub mod picture;
pub mod publication;
pub mod reading;
pub mod review;
pub mod staff_key;
pub mod standing;
pub mod subject;
pub mod task;
pub mod whole;

pub use account::{Account, GateState};
pub use block_type::BlockType;
pub use booking::{BookingRow, BookingState};
pub use event_map::Mapping;
pub use operation::{OperationKind, OperationRow, OperationState};
pub use phase::{PhaseState, PhaseSync};
pub use picture::{Picture, PicturePhase, Promise};
pub use publication::Published;
pub use reading::{Place, Reading};
pub use review::{ReviewRow, ReviewSubject};
pub use staff_key::{KeyOf, StaffKey};
pub use standing::{HeldTime, Standing};
pub use subject::Subject;
pub use task::{Priority, Task, TaskState, want};
