(** The reply is a channel (semantics §2): used once, and decided at the raise. *)

From Coq Require Import Bool List Arith Lia.
From Trapeze Require Import Labels Store Programs Semantics Observer Unwinding Noninterference.
Import ListNotations.

Section Replies.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

(** How often a caller is still waited for: pending events that will answer it, activations whose reply to it is open. *)
Definition event_owes (c : caller) (v : event) : nat := match awaited v with Some (c', _) => if c =? c' then 1 else 0 | None => 0 end.
Definition activation_owes (c : caller) (a : activation) : nat := match replies a with Open c' _ => if c =? c' then 1 else 0 | _ => 0 end.

Fixpoint total {A} (f : A -> nat) (xs : list A) : nat := match xs with [] => 0 | x :: rest => f x + total f rest end.

Definition owed (c : caller) (s : state) : nat := total (event_owes c) (events s) + total (activation_owes c) (activations s).

(** How much went out to a caller. *)
Definition answers_to (c : caller) (o : output) : nat := match o with OnReply c' _ _ => if c =? c' then 1 else 0 | _ => 0 end.
Definition answered (c : caller) (t : trace) : nat := total (fun '(_, e) => total (answers_to c) (out e)) t.

Lemma total_app : forall A (f : A -> nat) xs ys, total f (xs ++ ys) = total f xs + total f ys.
Proof. intros A f; induction xs as [|x xs IH]; intros ys; simpl; [reflexivity|]; rewrite IH; lia. Qed.

Lemma effect_owes : forall c s brought a i (e := effect_of s brought a i),
  total (answers_to c) (out e) + total (event_owes c) (new_events e) + total (activation_owes c) (goes_on e) <= activation_owes c a.
Proof.
  intros c s brought a i e; subst e; destruct i; simpl;
    unfold raise_label, reply_with, send, receive, invoke, declassify, do_get, do_write, do_delete, do_list, conditional_write, compute,
      fail, quietly, activation_owes, event_owes, closed_before, refused_before, release_events, release_out;
    destruct (replies a) eqn:R; simpl; rewrite ?R;
    repeat (match goal with
            | |- context [if ?b then _ else _] => destruct b
            | |- context [match ?k with ToChannel _ => _ | _ => _ end] => destruct k
            end;
            simpl; rewrite ?R); lia.
Qed.

Lemma start_owes : forall c s v, total (activation_owes c) (goes_on (start s v)) <= event_owes c v.
Proof.
  intros c s v; unfold start, may_start, event_owes, activation_owes; destruct (program (calls v)); simpl; [|lia].
  destruct (awaited v) as [[to at_]|]; simpl; [|lia]; destruct (flows _ _); simpl; [|lia]; destruct (c =? to); lia.
Qed.

Theorem step_owes : forall c s p e s', step s p e s' -> total (answers_to c) (out e) + owed c s' <= owed c s.
Proof.
  intros c s p e s' H; apply step_inv in H as [-> H]; unfold owed; destruct p as [b v a | b x a]; simpl.
  - destruct H as [Hev ->]; destruct (start_effect (stored_in s) v) as (_ & E2 & E3 & _); rewrite E2, E3, Hev.
    pose proof (start_owes c (stored_in s) v); rewrite !total_app; simpl; lia.
  - destruct H as (i & [Ha _] & ->); pose proof (effect_owes c (stored_in s) (brings s) x i) as E; simpl in E.
    rewrite Ha, !total_app; simpl; lia.
Qed.

(** Theorem 5a. What goes out to a caller and what is still owed to it is never more than what was owed: a caller gets at most one reply
    for each request, whatever the code does and whatever else runs. *)
Theorem reply_at_most_once : forall c s t s', run s t s' -> answered c t + owed c s' <= owed c s.
Proof.
  intros c s t s' H; unfold answered; induction H as [s | s p e s' t s'' H H' IH]; simpl; [lia|].
  apply (step_owes c) in H; lia.
Qed.

(** Once the reply is closed nothing goes out on it any more. *)
Theorem closed_reply_stays_closed : forall c s t s', run s t s' -> owed c s = 0 -> answered c t = 0 /\ owed c s' = 0.
Proof. intros c s t s' H H0; apply (reply_at_most_once c) in H; lia. Qed.

(** Theorem 5b. A raise above the label of an open reply puts out the constant refusal and nothing else, whatever the code is and has seen,
    and leaves the reply closed. *)
Theorem raise_decides_the_reply : forall s a to c at_ (e := raise_label s a to),
  replies a = Open c at_ -> current a ⊑ to -> permits (runs a) (started_at a) to = true -> to ⋢ at_ ->
  out e = [OnReply c at_ ConstantRefusal] /\ forall a', In a' (goes_on e) -> replies a' = Closed /\ current a' = to.
Proof.
  intros s a to c at_ e Hr Hf Hp Ht; subst e; unfold raise_label, refused_before, closed_before; rewrite Hf, Hp, Hr, Ht; simpl.
  split; [reflexivity|]; intros a' [<- | []]; auto.
Qed.

(** Theorem 5c. From then on what the activation does, whether it crashes, ends or never ends, makes no difference to the caller, or to anyone
    at [l] who does not see its label: put any other code into it, or take it away, and [l] can see exactly the same, for ever. *)
Theorem raised_activation_is_unobserved : forall l st before a after vs br ts (s := fun xs => State st (before ++ xs ++ after) vs br),
  no_way_down l -> sound (s [a]) -> current a ⋢ l ->
  (forall c, behaves l (s [a]) ts <-> behaves l (s [Activation (runs a) (started_at a) (current a) (replies a) c]) ts) /\
  (behaves l (s [a]) ts <-> behaves l (s []) ts).
Proof.
  intros l st before a after vs br ts s Hn Hs Hl.
  assert (Hsound : forall xs, (forall x, In x xs -> reply_carries x) -> sound (s xs)).
  { intros xs Hx y Hy; simpl in Hy; apply in_app_or in Hy as [Hy | Hy]; [apply Hs; simpl; apply in_or_app; auto|].
    apply in_app_or in Hy as [Hy | Hy]; auto; apply Hs; simpl; apply in_or_app; simpl; auto. }
  assert (Heq : forall xs ys, filter (sees_activation l) xs = [] -> filter (sees_activation l) ys = [] -> l_equal l (s xs) (s ys)).
  { intros xs ys Hx Hy; constructor; simpl; auto; [intros k; reflexivity|]; now rewrite !filter_app, Hx, Hy. }
  assert (Hone : forall x, current x = current a -> filter (sees_activation l) [x] = []).
  { intros x E; simpl; unfold sees_activation; now rewrite E, Hl. }
  assert (Ha : reply_carries a) by (apply Hs; simpl; apply in_or_app; simpl; auto).
  split; [intros c|]; split; intros H; (eapply noninterference_for_ever; [exact Hn | | | | exact H]);
    try (apply Heq; auto); try (apply Hsound; intros x [<- | []]; exact Ha); apply Hsound; intros x [].
Qed.

End Replies.
